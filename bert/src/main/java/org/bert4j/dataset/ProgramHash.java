package org.bert4j.dataset;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// The code that makes data, as a hash of its classes and of the Java version, whose Unicode tables decide what a letter
/// is. What another program left in a cache is not what this one would make.
public final class ProgramHash {
    private ProgramHash() {}

    /// @param oneOfEachPackage a class of each package that has a part in it
    public static String of(Class<?>... oneOfEachPackage) {
        StringBuilder hashes = new StringBuilder();
        try {
            for (Class<?> one : oneOfEachPackage) {
                hashes.append(ofPackage(one));
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            // Classes that lie neither in a directory nor in a jar: nothing is used again.
            hashes.append(UUID.randomUUID());
        }
        return Sha256.of(hashes + " " + Runtime.version().feature());
    }

    private static String ofPackage(Class<?> one) throws IOException, URISyntaxException {
        String directory = one.getPackageName().replace('.', '/');
        Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return Sha256.of(place.resolve(directory));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return Sha256.of(jar.getPath(directory));
        }
    }
}
