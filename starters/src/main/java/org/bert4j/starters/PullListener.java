package org.bert4j.starters;

import java.nio.file.Path;

/// Told how a pull goes on, for a progress bar. Nothing is said of a starter that is cached.
///
/// Calls may come from a thread of the downloader, but one at a time.
public interface PullListener {
    /// Says nothing.
    PullListener SILENT = new PullListener() {};

    /// Another process is pulling the same starter; this one waits for it.
    default void waiting(Starter starter) {}

    /// Comes before the first byte, unless the artifact lies in the local Maven repository already.
    ///
    /// @param bytes what will be downloaded
    default void downloadStarts(Starter starter, long bytes) {}

    /// @param bytes downloaded so far
    default void downloaded(Starter starter, long bytes) {}

    /// The artifact is there; now the directory is written.
    default void conversionStarts(Starter starter, Path directory) {}

    /// The directory is complete.
    default void finished(Starter starter, Path directory) {}
}
