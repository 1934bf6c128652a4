package org.bert4j.feature;

import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.BertTokenizer;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// The code that makes features, as a hash of its classes and of the Java version, whose Unicode tables decide what a
/// letter is. What another program left in a cache is not what this one would make.
final class ProgramHash {
    private static final List<Class<?>> ONE_OF_EACH_PACKAGE =
            List.of(BertTokenizer.class, QaExample.class, QaFeatures.class);

    static final String VALUE = compute();

    private ProgramHash() {}

    private static String compute() {
        StringBuilder hashes = new StringBuilder();
        try {
            for (Class<?> one : ONE_OF_EACH_PACKAGE) {
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
