package org.bert4j.cli;

import org.bert4j.starters.Starters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// A place that bert4j writes to.
///
/// @param use  what for
/// @param free bytes on its disk; empty if it cannot be told
record DoctorDisk(String use, Path place, OptionalLong free) {
    static List<DoctorDisk> all() {
        Path home = Starters.directory(Starters.list().getFirst()).getParent();
        String unpacked =
                System.getProperty(
                        "org.bytedeco.javacpp.cachedir",
                        Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString());
        return List.of(
                of("starter checkpoints", home),
                of("unpacked libtorch and MKL", Path.of(unpacked)),
                of("temporary files", Path.of(System.getProperty("java.io.tmpdir"))));
    }

    /// @param place need not exist yet
    static DoctorDisk of(String use, Path place) {
        Path existing = place.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            return new DoctorDisk(use, place, OptionalLong.of(free));
        } catch (IOException _) {
            return new DoctorDisk(use, place, OptionalLong.empty());
        }
    }

    @Override
    public String toString() {
        String amount = free.isPresent() ? DoctorReport.gibibytes(free.getAsLong()) : "unknown";
        return "%s free for %s in %s".formatted(amount, use, place);
    }
}
