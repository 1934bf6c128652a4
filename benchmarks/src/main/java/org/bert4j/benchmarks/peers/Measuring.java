package org.bert4j.benchmarks.peers;

import org.bert4j.bench.Effort;
import org.bert4j.bench.Figure;
import org.bert4j.bench.Machine;
import org.bert4j.bench.Report;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/// How long a peer is measured, under the names of `bert4j bench`, and how it prints.
final class Measuring {
    @Option(names = "--warm-up", defaultValue = "2")
    private double warmup;

    @Option(names = "--repetitions", defaultValue = "20")
    private int repetitions;

    @Option(names = "--seconds", defaultValue = "6")
    private double seconds;

    Effort effort() {
        return new Effort(warmup, repetitions, seconds);
    }

    void print(String bench, Map<String, Object> subject, List<Figure> figures) {
        Report report = new Report(bench, subject, Machine.here(), effort(), figures);
        System.out.println(new JsonMapper().writeValueAsString(report.toMap()));
    }

    /// Runs a peer and ends the process: native threads of the libraries must not hold it.
    static void run(Runnable peer, String... arguments) {
        System.exit(new CommandLine(peer).execute(arguments));
    }
}
