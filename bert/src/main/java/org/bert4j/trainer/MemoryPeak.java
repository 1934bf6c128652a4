package org.bert4j.trainer;

import org.bert4j.tensor.NativeMemory;

import java.util.OptionalLong;

/// The most anonymous memory that this process holds while it is watched. Freed tensors stay with the process
/// ([org.bert4j.tensor.LibTorch]), so a look now and then misses little.
final class MemoryPeak implements AutoCloseable {
    private static final int MILLIS = 50;

    private final Thread watcher = new Thread(this::watch, "bert4j-memory-peak");
    private long most;

    MemoryPeak() {
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(MILLIS);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private synchronized void look() {
        most = Math.max(most, NativeMemory.residentBytes().orElse(0));
    }

    /// So far, in bytes; empty where the system does not say.
    synchronized OptionalLong bytes() {
        look();
        return most == 0 ? OptionalLong.empty() : OptionalLong.of(most);
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
