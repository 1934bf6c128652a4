package org.bert4j.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// What a worker is called in a study.
final class WorkerName {
    private WorkerName() {}

    /// Host and process.
    static String ofThisProcess() {
        return host() + ":" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
