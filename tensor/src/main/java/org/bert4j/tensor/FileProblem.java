package org.bert4j.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The sentences for what goes wrong with any file of tensors, whatever its format.
final class FileProblem {
    private static final int LOOK_AT_BYTES = 64;

    private FileProblem() {}

    static TensorFileException noSuchTensor(Path file, String name, int others) {
        return new TensorFileException(
                "%s has no tensor \"%s\" (%d others); is it a checkpoint of another model?"
                        .formatted(file, name, others));
    }

    static TensorFileException unreadable(Path file, IOException cause) {
        return new TensorFileException(
                "Cannot read %s: %s; check the path and its permissions."
                        .formatted(file, reason(cause)),
                cause);
    }

    static TensorFileException unwritable(Path file, IOException cause) {
        return new TensorFileException(
                "Cannot write %s: %s; make room, check permissions or choose another directory."
                        .formatted(file, reason(cause)),
                cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "there is no such file or directory";
            case AccessDeniedException _ -> "access is denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    /// Refuses what often lies in a checkpoint's place: a directory, nothing, a pointer to it.
    static void requireContent(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TensorFileException(
                    "%s is a directory; name the file of tensors inside.".formatted(file));
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOK_AT_BYTES);
        }
        if (start.length == 0) {
            throw new TensorFileException("%s is empty; download it again.".formatted(file));
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("version https://git-lfs")) {
            throw new TensorFileException(
                    ("%s is a Git LFS pointer, not the tensors; "
                                    + "run git lfs pull beside it or download the file itself.")
                            .formatted(file));
        }
    }
}
