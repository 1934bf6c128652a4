package org.bert4j.starters;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.tokenizer.BadInputException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fetches a starter's jar as `mvn` would on this machine: local repository, mirrors, proxies and
/// credentials come from the user's and the installation's `settings.xml`.
final class MavenDownload {
    private final Starter starter;
    private final PullListener listener;

    MavenDownload(Starter starter, PullListener listener) {
        this.starter = starter;
        this.listener = listener;
    }

    /// The jar in the local Maven repository, checked against its checksum.
    Path fetch(boolean offline) {
        Path jar;
        try (Context maven = context(offline)) {
            jar = resolve(maven);
        }
        requireIntact(jar);
        return jar;
    }

    private Context context(boolean offline) {
        try {
            return Runtimes.INSTANCE.getRuntime().create(overrides(offline));
        } catch (IllegalStateException e) {
            throw new BadInputException(
                    "Maven's settings.xml cannot be used: %s; mend the file."
                            .formatted(rootReason(e)),
                    e);
        }
    }

    private ContextOverrides overrides(boolean offline) {
        ContextOverrides.Builder overrides =
                ContextOverrides.create().withUserSettings(true).transferListener(new Transfer());
        if (offline) {
            overrides.offline(true);
        }
        mavenHome().ifPresent(overrides::withMavenSystemHomeOverride);
        return overrides.build();
    }

    private Path resolve(Context maven) {
        ArtifactRequest request =
                new ArtifactRequest(
                        new DefaultArtifact(starter.artifact().coordinates()),
                        maven.remoteRepositories(),
                        "");
        try {
            return maven.repositorySystem()
                    .resolveArtifact(maven.repositorySystemSession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw maven.repositorySystemSession().isOffline() ? offline(e) : failed(maven, e);
        }
    }

    private BadInputException offline(Exception cause) {
        return new BadInputException(
                ("Starter \"%s\" is not in %s, and offline its %s cannot be downloaded;"
                                + " run once online: bert4j models pull %s.")
                        .formatted(
                                starter.name(),
                                Bert4jHome.models(),
                                megabytes(starter.artifact().bytes()),
                                starter.name()),
                cause);
    }

    private BadInputException failed(Context maven, Exception cause) {
        String repositories =
                maven.remoteRepositories().stream()
                        .map(RemoteRepository::getUrl)
                        .collect(Collectors.joining(", "));
        return new BadInputException(
                ("Cannot download starter \"%s\" (%s) from %s: %s;"
                                + " check the network, or name a mirror in Maven's settings.xml.")
                        .formatted(
                                starter.name(),
                                starter.artifact().coordinates(),
                                repositories,
                                rootReason(cause)),
                cause);
    }

    /// The innermost cause with its type: an `UnknownHostException` says nothing but the host.
    private static String rootReason(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? "" : " " + root.getMessage();
        return (root.getClass().getSimpleName() + message).strip().replaceAll("\\s+", " ");
    }

    private void requireIntact(Path jar) {
        String actual = sha256(jar);
        if (!actual.equals(starter.artifact().sha256())) {
            throw new BadInputException(
                    "%s is damaged: its SHA-256 is %s, not %s; delete the file and pull again."
                            .formatted(jar, actual, starter.artifact().sha256()));
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[1 << 20];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot read %s: %s; delete the file and pull again."
                            .formatted(file, e.getMessage()),
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    /// The installation with its own `settings.xml`, which the resolver knows only inside `mvn`.
    private static Optional<Path> mavenHome() {
        if (System.getProperty("maven.home") != null || System.getenv("MAVEN_HOME") != null) {
            return Optional.empty();
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(System.getProperty("path.separator"), Pattern.LITERAL)
                .splitAsStream(path)
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> Stream.of("mvn", "mvn.cmd").map(Path.of(directory)::resolve))
                .filter(Files::isExecutable)
                .map(MavenDownload::installation)
                .filter(home -> Files.exists(home.resolve("conf").resolve("settings.xml")))
                .findFirst();
    }

    /// `/usr/bin/mvn` links to `HOME/bin/mvn`.
    private static Path installation(Path command) {
        try {
            return command.toRealPath().getParent().resolveSibling("");
        } catch (IOException e) {
            return command;
        }
    }

    static String megabytes(long bytes) {
        return "%d MB".formatted(Math.round(bytes / 1e6));
    }

    /// Passes on what concerns the jar, not its checksum files.
    private final class Transfer extends AbstractTransferListener {
        @Override
        public void transferStarted(TransferEvent event) {
            if (isJar(event)) {
                long size = event.getResource().getContentLength();
                listener.downloadStarts(starter, size > 0 ? size : starter.artifact().bytes());
            }
        }

        @Override
        public void transferProgressed(TransferEvent event) {
            if (isJar(event)) {
                listener.downloaded(starter, event.getTransferredBytes());
            }
        }

        private boolean isJar(TransferEvent event) {
            return event.getResource().getResourceName().endsWith(".jar");
        }
    }
}
