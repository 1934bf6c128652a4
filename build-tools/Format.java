import com.google.googlejavaformat.java.GoogleJavaFormatToolProvider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs the formatter over every source file of the checkout: `Format check|fix DIRECTORY`.
///
/// `check` lists the files that are not formatted and exits with 1; `fix` rewrites them.
final class Format {
    public static void main(String[] arguments) throws IOException {
        boolean fix = arguments[0].equals("fix");
        List<String> command = new ArrayList<>(List.of("--aosp", "--skip-javadoc-formatting"));
        command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        command.addAll(sources(Path.of(arguments[1])));

        int result =
                new GoogleJavaFormatToolProvider()
                        .run(System.out, System.err, command.toArray(String[]::new));
        if (result != 0 && !fix) {
            System.err.println("The files above are not formatted; run: mvn -N -Pformat validate");
        }
        System.exit(result);
    }

    private static List<String> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().contains("target"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}
