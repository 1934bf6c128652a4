package org.bert4j.tensor;

import org.bytedeco.javacpp.Loader;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// oneDNN by its C interface. libtorch has it compute, too, but takes as long to ask as oneDNN to answer where a text is
/// short: it looks up, allocates and describes everything anew for each operation.
///
/// What it makes is prepared with [Preparation] and run as [Primitive].
public final class OneDnn {
    private static final int CPU = 1;
    private static final long FIRST = 0;
    private static final int IN_ORDER = 1;
    private static final int NONE = 0;

    /// How implementations end that do with what came before VNNI: there, sums of 8-bit products may overflow.
    private static final String WITHOUT_EXTENSIONS = ":avx512_core";

    private final SymbolLookup library;
    private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();
    private final MemorySegment engine;
    private final MemorySegment stream;
    private final MethodHandle execute;
    private final MethodHandle setDataHandle;

    private static final class Here {
        static final Optional<OneDnn> FOUND = find();
        static final Set<ElementType> TYPES =
                types(Stream.of(ElementType.F32, ElementType.BF16), OneDnn::multiplies);
        static final Set<ElementType> AT_HOME =
                types(Stream.of(ElementType.BF16, ElementType.I8), OneDnn::isAtHome);
        static final Set<ElementType> TRAINED_TYPES = types(TYPES.stream(), OneDnn::goesBack);

        private static Set<ElementType> types(
                Stream<ElementType> types, BiPredicate<OneDnn, ElementType> can) {
            return types.filter(type -> FOUND.isPresent() && can.test(FOUND.get(), type))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private OneDnn(SymbolLookup library) {
        this.library = library;
        call("dnnl_set_primitive_cache_capacity", NONE); // each thread keeps its own, and fewer
        engine = make("dnnl_engine_create", CPU, FIRST);
        stream = make("dnnl_stream_create", engine, IN_ORDER);
        execute =
                function(
                        "dnnl_primitive_execute",
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS);
        setDataHandle =
                function("dnnl_memory_set_data_handle", ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    }

    private static Optional<OneDnn> find() {
        LibTorch.load(); // whose threads it shares
        URL file = OneDnn.class.getResource("/org/bytedeco/dnnl/" + fileName());
        if (file == null) {
            return Optional.empty(); // no natives for this platform
        }
        try {
            return Optional.of(new OneDnn(open(Loader.cacheResource(file))));
        } catch (IOException | IllegalArgumentException | TensorException _) {
            return Optional.empty(); // natives of another kind, which are not needed either
        }
    }

    /// None but for x86-64: on ARM, most of what is asked here would run in oneDNN's plain reference code.
    private static String fileName() {
        String platform = Loader.getPlatform();
        return switch (platform) {
            case "linux-x86_64" -> platform + "/libdnnl.so.3";
            case "windows-x86_64" -> platform + "/dnnl.dll";
            default -> "none";
        };
    }

    @SuppressWarnings("restricted") // calls out of Java
    private static SymbolLookup open(File file) {
        return SymbolLookup.libraryLookup(file.toPath(), Arena.global());
    }

    /// Whether tensors of a number format can be computed with here: not on a GPU, and not on every processor and platform.
    public static boolean isAvailable(ElementType type) {
        return Device.isCpu() && Here.TYPES.contains(type);
    }

    /// Whether the processor has instructions that multiply numbers of a format, such as VNNI or AMX for 8-bit integers:
    /// without, oneDNN takes longer for them than for float32.
    static boolean isAtHomeIn(ElementType type) {
        return Device.isCpu() && Here.AT_HOME.contains(type);
    }

    /// Whether [#isAvailable], and machine code for all of a way back: below AVX-512, that of softmax is plain reference
    /// code, which takes as long as is gained elsewhere.
    static boolean isAvailableForTraining(ElementType type) {
        return Device.isCpu() && Here.TRAINED_TYPES.contains(type);
    }

    /// The library, where something [#isAvailable].
    static OneDnn here() {
        return Here.FOUND.orElseThrow();
    }

    private boolean multiplies(ElementType type) {
        try (Preparation trial = new Preparation(this)) {
            describeTrial(trial, type);
            return true;
        } catch (TensorException _) {
            return false;
        }
    }

    private static MemorySegment describeTrial(Preparation trial, ElementType type) {
        MemorySegment square = trial.shape(type, 16, 16);
        return trial.product(square, square, square);
    }

    private boolean isAtHome(ElementType type) {
        try (Preparation trial = new Preparation(this)) {
            String implementation =
                    trial.implementation(
                            type == ElementType.I8
                                    ? QuantizedWeight.describeTrial(trial)
                                    : describeTrial(trial, type));
            return implementation.startsWith("brg_matmul")
                    && !implementation.endsWith(WITHOUT_EXTENSIONS);
        } catch (TensorException _) {
            return false;
        }
    }

    private boolean goesBack(ElementType type) {
        try (Preparation trial = new Preparation(this)) {
            MemorySegment back = trial.softmaxBack(trial.shape(type, 16, 16), 1);
            return !trial.implementation(back).startsWith("ref");
        }
    }

    MemorySegment engine() {
        return engine;
    }

    /// Lets a function make something: its first argument is where the result goes.
    ///
    /// @param arguments the others: int, long, float, or an address
    MemorySegment make(String function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
            Object[] all = new Object[arguments.length + 1];
            all[0] = result;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            call(function, all);
            return result.get(ValueLayout.ADDRESS, 0);
        }
    }

    /// @throws TensorException if the function says that it could not
    void call(String name, Object... arguments) {
        int status = (int) invoke(name, ValueLayout.JAVA_INT, arguments);
        if (status != 0) {
            throw new TensorException("%s failed with status %d".formatted(name, status));
        }
    }

    /// @param result what the function returns
    Object invoke(String name, MemoryLayout result, Object... arguments) {
        try {
            return functions
                    .computeIfAbsent(
                            name,
                            _ ->
                                    function(
                                            name,
                                            FunctionDescriptor.of(
                                                    result,
                                                    Arrays.stream(arguments)
                                                            .map(OneDnn::layout)
                                                            .toArray(MemoryLayout[]::new))))
                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new TensorException(name + " failed: " + e.getMessage(), e);
        }
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return function(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    @SuppressWarnings("restricted") // calls out of Java
    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment address =
                library.find(name).orElseThrow(() -> new TensorException("oneDNN has no " + name));
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Integer _ -> ValueLayout.JAVA_INT;
            case Long _ -> ValueLayout.JAVA_LONG;
            case Float _ -> ValueLayout.JAVA_FLOAT;
            default -> ValueLayout.ADDRESS;
        };
    }

    /// Tells a memory object where its values lie.
    void place(MemorySegment memory, long address) {
        try {
            var _ = (int) setDataHandle.invokeExact(memory, MemorySegment.ofAddress(address));
        } catch (Throwable e) {
            throw new TensorException("oneDNN: " + e.getMessage(), e);
        }
    }

    /// @param arguments as many as `count` pairs of a number and a memory object
    void execute(MemorySegment primitive, int count, MemorySegment arguments) {
        int status;
        try {
            status = (int) execute.invokeExact(primitive, stream, count, arguments);
        } catch (Throwable e) {
            throw new TensorException("oneDNN: " + e.getMessage(), e);
        }
        if (status != 0) {
            throw new TensorException("oneDNN could not compute: status " + status);
        }
    }
}
