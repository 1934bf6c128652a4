package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Rows of a directory laid out as IMDB's (Maas et al. 2011): a sub-directory for each label, with
/// one text in each of its `.txt` files.
///
/// Labels and files come in the order of their names. `unsup`, IMDB's reviews without a label, is
/// passed over. Where no label is wanted, the `.txt` files may lie in the directory itself.
final class FolderRows implements RowSource {
    private static final String WITHOUT_LABEL = "unsup";

    private final Path directory;
    private final List<Path> labels;
    private final boolean skipsUnlabelled;
    private final Iterator<Path> folders;
    private Iterator<Path> files;

    FolderRows(Path directory, boolean labelled) {
        this.directory = directory;
        List<Path> all = sorted(directory, Files::isDirectory);
        this.labels = all.stream().filter(path -> !isUnlabelled(path)).toList();
        this.skipsUnlabelled = labels.size() < all.size();
        List<Path> read = new ArrayList<>(labels);
        if (!labelled) {
            read.addFirst(directory);
        }
        this.folders = read.iterator();
        this.files = List.<Path>of().iterator();
    }

    @Override
    public String format() {
        String names = String.join(", ", labels.stream().map(FolderRows::name).toList());
        return "a directory for each of %d labels (%s)%s"
                .formatted(
                        labels.size(),
                        names,
                        skipsUnlabelled ? ", \"" + WITHOUT_LABEL + "\" skipped" : "");
    }

    @Override
    public Row next() {
        while (!files.hasNext()) {
            if (!folders.hasNext()) {
                return null;
            }
            files = sorted(folders.next(), FolderRows::isText).iterator();
        }
        Path file = files.next();
        SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("label", List.of(name(file.getParent())));
        fields.put("text", List.of(read(file)));
        return Row.Fields.of(file.toString(), fields);
    }

    @Override
    public void close() {}

    private static String read(Path file) {
        try (Reader reader = TextInput.open(file)) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw TextInput.unreadable(file.toString(), 0, e);
        }
    }

    private static boolean isUnlabelled(Path path) {
        return name(path).equals(WITHOUT_LABEL);
    }

    private static boolean isText(Path path) {
        return TextInput.plainName(path).endsWith(".txt") && Files.isRegularFile(path);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> sorted(Path directory, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new BadInputException(
                    "%s cannot be listed; check its permissions.".formatted(directory), e);
        }
    }
}
