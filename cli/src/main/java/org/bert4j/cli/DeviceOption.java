package org.bert4j.cli;

import org.bert4j.tensor.Device;
import org.bert4j.tensor.TensorException;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where a command computes.
final class DeviceOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /// Takes effect at once: before any model is loaded.
    @Option(
            names = "--device",
            paramLabel = "D",
            description = "cpu (default), or cuda: a GPU, in a build made with -Pgpu.")
    private void use(Device device) {
        if (device == Device.current()) {
            return;
        }
        try {
            Device.use(device);
        } catch (TensorException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
