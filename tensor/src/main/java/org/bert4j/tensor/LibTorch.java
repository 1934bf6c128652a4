package org.bert4j.tensor;

import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Loads libtorch once, with the settings that make it behave: every native setting of bert4j is here, so that a plain
/// Java program gets what the command gets.
///
/// Properties and environment variables that the user has set win over ours.
public final class LibTorch {
    /// JavaCPP's own limit (4 x heap) counts mapped files and throws a false "Physical memory usage is too high".
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "org.bytedeco.javacpp.maxPhysicalBytes", "0",
                    "org.bytedeco.javacpp.logger.debug", "false");

    /// Environment of the OpenMP pool, which reads it when it is loaded. An idle thread spins only briefly before it
    /// sleeps: with the default, two threads that share their cores with another busy process wait for each other up to
    /// fifty times as long as they compute. And MKL shares libtorch's pool instead of bringing its own.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GOMP_SPINCOUNT", "10000", "MKL_THREADING_LAYER", "GNU");

    private static boolean loaded;

    private LibTorch() {}

    /// Loads the native libraries; later calls do nothing.
    ///
    /// @throws TensorException if this platform's natives are not on the class path or cannot be loaded
    static synchronized void load() {
        if (loaded) {
            return;
        }
        PROPERTIES.forEach(LibTorch::setPropertyUnlessGiven);
        if (mklIsOnClassPath()) {
            setPropertyUnlessGiven("org.bytedeco.openblas.load", "mkl");
        }
        if (isLinux()) {
            settleEnvironment();
            settleAllocator();
        }
        try {
            torch.set_num_threads(threadsWanted());
        } catch (LinkageError e) {
            throw new TensorException(
                    "libtorch could not be loaded on %s/%s (%s); build with -Djavacpp.platform=... for this platform"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    e.getMessage()),
                    e);
        }
        loaded = true;
    }

    /// Threads that one operation may use: `OMP_NUM_THREADS` if set, else all processors of this process.
    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    /// Version of libtorch, for example `2.10.0`.
    public static String version() {
        return torch.class.getPackage().getImplementationVersion() == null
                ? "2.10.0"
                : torch.class.getPackage().getImplementationVersion();
    }

    private static int threadsWanted() {
        return Optional.ofNullable(System.getenv("OMP_NUM_THREADS"))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(Runtime.getRuntime().availableProcessors());
    }

    private static void setPropertyUnlessGiven(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static boolean mklIsOnClassPath() {
        return LibTorch.class.getResource("/org/bytedeco/mkl/global/mkl_rt.class") != null;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux");
    }

    private static void settleEnvironment() {
        MethodHandle setenv =
                cFunction("setenv", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        int keepWhatIsSet = 0;
        try (Arena arena = Arena.ofConfined()) {
            for (var variable : ENVIRONMENT.entrySet()) {
                MemorySegment name = arena.allocateFrom(variable.getKey());
                MemorySegment value = arena.allocateFrom(variable.getValue());
                var _ = (int) setenv.invokeExact(name, value, keepWhatIsSet);
            }
        } catch (Throwable e) {
            throw new TensorException("setenv failed: " + e.getMessage(), e);
        }
    }

    /// Keeps freed tensors in the process instead of giving every one back to the kernel (glibc's default for blocks
    /// above 32 MiB at most), where each new page of the next step would have to be zeroed again.
    private static void settleAllocator() {
        int trimThreshold = -1;
        int mmapThreshold = -3;
        int arenaMax = -8;
        MethodHandle mallopt = cFunction("mallopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        try {
            var _ = (int) mallopt.invokeExact(mmapThreshold, 1 << 30);
            var _ = (int) mallopt.invokeExact(trimThreshold, 1 << 30);
            var _ = (int) mallopt.invokeExact(arenaMax, 4);
        } catch (Throwable e) {
            throw new TensorException("mallopt failed: " + e.getMessage(), e);
        }
    }

    /// A function of the C library that returns an int.
    @SuppressWarnings("restricted") // calls out of Java
    private static MethodHandle cFunction(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new TensorException("The C library has no " + name));
        return linker.downcallHandle(
                address, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
}
