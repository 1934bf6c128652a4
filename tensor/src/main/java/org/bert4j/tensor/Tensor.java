package org.bert4j.tensor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongArrayRef;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A multi-dimensional array of numbers in native memory, with the operations that BERT is made of.
///
/// Operations return new tensors, which belong to the innermost open [TensorScope]; those whose name ends in `InPlace`
/// change their receiver. Negative dimensions count from the last. Only platform threads may use tensors.
public final class Tensor {
    private static final long[] LAST = {-1};

    final org.bytedeco.pytorch.Tensor handle;
    private final Known known; // null if only libtorch knows
    private ParameterGradient gradients; // of parameters
    private long version;
    private List<Tensor> dependents = List.of();

    /// What is known of a tensor that was made in Java: to ask libtorch takes as long as to compute with a short text.
    ///
    /// @param address on the CPU
    private record Known(ElementType type, long[] shape, long address) {}

    Tensor(org.bytedeco.pytorch.Tensor handle) {
        this(handle, null);
    }

    private Tensor(org.bytedeco.pytorch.Tensor handle, Known known) {
        this.handle = handle;
        this.known = known;
    }

    // ---- from Java

    /// A float32 tensor with the given values in row-major order.
    public static Tensor of(float[] values, long... shape) {
        requireCount(values.length, shape);
        return fromPointer(() -> new FloatPointer(values), torch.ScalarType.Float, shape);
    }

    /// An int64 tensor with the given values in row-major order: ids, positions, labels.
    public static Tensor of(long[] values, long... shape) {
        requireCount(values.length, shape);
        return fromPointer(() -> new LongPointer(values), torch.ScalarType.Long, shape);
    }

    /// An int64 tensor `[values]`: ids of tokens.
    public static Tensor of(int[] values) {
        return of(Arrays.stream(values).asLongStream().toArray(), values.length);
    }

    /// A tensor of booleans: masks.
    public static Tensor of(boolean[] values, long... shape) {
        requireCount(values.length, shape);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return fromPointer(() -> new BytePointer(bytes), torch.ScalarType.Bool, shape);
    }

    /// A copy of a tensor that lies in a file or on the heap, as float32.
    public static Tensor of(StoredTensor stored) {
        return switch (stored.type()) {
            case F32 -> fromSegment(stored.data(), stored.shape());
            case F16, BF16, F64 -> of(stored.toFloats(), stored.shape());
            default ->
                    throw new TensorException(
                            "Tensor \"%s\" holds %s, not floating point numbers"
                                    .formatted(stored.name(), stored.type()));
        };
    }

    public static Tensor zeros(long... shape) {
        return create("zeros", () -> Device.place(torch.zeros(shape)));
    }

    /// A tensor on the CPU whose values are yet to be written.
    static Tensor forResult(ElementType type, long... shape) {
        Tensor empty = empty(type, shape);
        return new Tensor(empty.handle, new Known(type, shape, empty.address()));
    }

    /// A tensor whose values are yet to be written.
    static Tensor empty(ElementType type, long... shape) {
        return create(
                "empty",
                () ->
                        Device.place(
                                torch.empty(
                                        shape,
                                        new TensorOptions(scalarType(type)),
                                        new MemoryFormatOptional())));
    }

    // ---- to Java

    public long[] shape() {
        if (known != null) {
            return known.shape.clone();
        }
        LongArrayRef sizes = handle.sizes();
        long[] shape = new long[(int) handle.dim()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i);
        }
        return shape;
    }

    /// Size of one dimension.
    public long size(int dimension) {
        return known != null && dimension >= 0 ? known.shape[dimension] : handle.size(dimension);
    }

    /// Number of elements.
    public long count() {
        return handle.numel();
    }

    /// The value of a tensor with one element.
    public double item() {
        Threads.requirePlatformThread();
        try {
            return handle.item_double();
        } catch (RuntimeException e) {
            throw TensorException.of("item", e, this);
        }
    }

    /// All values in row-major order, whatever the number format.
    public float[] toFloats() {
        Threads.requirePlatformThread();
        try (var _ = TensorScope.open()) {
            float[] values = new float[Math.toIntExact(count())];
            if (values.length == 0) {
                return values; // which lie nowhere
            }
            handle.detach()
                    .cpu()
                    .to(torch.ScalarType.Float)
                    .contiguous()
                    .data_ptr_float()
                    .get(values);
            return values;
        }
    }

    /// All values in row-major order, as integers.
    public long[] toLongs() {
        Threads.requirePlatformThread();
        try (var _ = TensorScope.open()) {
            long[] values = new long[Math.toIntExact(count())];
            if (values.length == 0) {
                return values;
            }
            handle.cpu().to(torch.ScalarType.Long).contiguous().data_ptr_long().get(values);
            return values;
        }
    }

    /// The number format: float32 or bfloat16 for what layers compute with.
    ///
    /// @throws TensorException if it is another
    public ElementType type() {
        if (known != null) {
            return known.type;
        }
        return switch (handle.scalar_type().intern()) {
            case Float -> ElementType.F32;
            case BFloat16 -> ElementType.BF16;
            default -> throw new TensorException("no layer computes with " + this);
        };
    }

    /// The same values in another number format; this tensor itself if it has that format.
    public Tensor as(ElementType type) {
        return create("as " + type, () -> handle.to(scalarType(type)), this);
    }

    private static torch.ScalarType scalarType(ElementType type) {
        return switch (type) {
            case F32 -> torch.ScalarType.Float;
            case BF16 -> torch.ScalarType.BFloat16;
            case I8 -> torch.ScalarType.Char;
            default -> throw new TensorException("no layer computes with " + type);
        };
    }

    /// The values in the processor's memory: this tensor itself, if they are there.
    public Tensor onCpu() {
        return handle.is_cpu() ? this : create("onCpu", handle::cpu, this);
    }

    /// The tensor's own memory (float32, contiguous, on the CPU), for writing it to a file: valid as long as the tensor.
    ///
    /// @throws TensorException if the tensor is not contiguous float32 on the CPU
    @SuppressWarnings("restricted") // a view of memory that libtorch owns
    public StoredTensor stored(String name) {
        boolean plain =
                handle.is_cpu()
                        && handle.is_contiguous()
                        && handle.scalar_type().intern() == torch.ScalarType.Float;
        if (!plain) {
            throw new TensorException("Tensor \"%s\" is not contiguous float32".formatted(name));
        }
        MemorySegment bytes =
                MemorySegment.ofAddress(handle.data_ptr().address()).reinterpret(count() * 4);
        return new StoredTensor(name, ElementType.F32, shape(), bytes);
    }

    /// Where the values lie, on the CPU: valid as long as the tensor; 0 if it has none.
    long address() {
        if (known != null) {
            return known.address;
        }
        Pointer values = handle.data_ptr();
        return values == null ? 0 : values.address();
    }

    /// The same values one behind the other in row-major order: this tensor itself, if they lie so.
    Tensor contiguous() {
        return known != null || handle.is_contiguous()
                ? this
                : create("contiguous", () -> handle.contiguous(), this);
    }

    // ---- arithmetic

    public Tensor plus(Tensor other) {
        return create("plus", () -> handle.add(other.handle), this, other);
    }

    /// `this += other`, in its own memory: for results of which no derivative needs the value, like a matrix product.
    public void add(Tensor other) {
        create("add", () -> handle.add_(other.handle), this, other);
    }

    public Tensor minus(Tensor other) {
        return create("minus", () -> handle.sub(other.handle), this, other);
    }

    public Tensor times(Tensor other) {
        return create("times", () -> handle.mul(other.handle), this, other);
    }

    public Tensor times(double factor) {
        return create("times", () -> handle.mul(new Scalar(factor)), this);
    }

    /// Matrix product over the last two dimensions; leading dimensions are batches.
    public Tensor matmul(Tensor other) {
        return create("matmul", () -> handle.matmul(other.handle), this, other);
    }

    public Tensor sum() {
        return create("sum", () -> handle.sum(), this);
    }

    /// The sum over one dimension, which disappears.
    public Tensor sum(int dimension) {
        return create("sum", () -> handle.sum(dimension), this);
    }

    public Tensor mean() {
        return create("mean", () -> handle.mean(), this);
    }

    /// Where the largest value of a dimension is, which disappears: int64.
    public Tensor argMax(int dimension) {
        return create("argMax", () -> handle.argmax(new LongOptional(dimension), false), this);
    }

    /// Logarithm of the sum of exponentials over one dimension, which disappears; large numbers do not overflow.
    public Tensor logSumExp(int dimension) {
        return create("logSumExp", () -> handle.logsumexp(dimension), this);
    }

    /// Each vector of the last dimension scaled to Euclidean length 1; a vector of zeros stays as it is.
    public Tensor unitVectors() {
        return create(
                "unitVectors",
                () -> {
                    var length = handle.norm(new ScalarOptional(new Scalar(2.0)), LAST, true);
                    return handle.div(length.clamp_min(new Scalar(1e-12)));
                },
                this);
    }

    /// `1 / (1 + e^-x)`: the probability that a logit means.
    public Tensor sigmoid() {
        return create("sigmoid", () -> handle.sigmoid(), this);
    }

    /// `log(1 + e^x)`: minus the logarithm of `1 - sigmoid(x)`; large numbers do not overflow.
    public Tensor softplus() {
        return create("softplus", () -> torch.softplus(handle), this);
    }

    public Tensor tanh() {
        return create("tanh", () -> handle.tanh(), this);
    }

    public Tensor relu() {
        return create("relu", () -> handle.relu(), this);
    }

    /// Gaussian error linear unit with the exact error function.
    public Tensor gelu() {
        return create("gelu", () -> torch.gelu(handle), this);
    }

    /// The tanh approximation of [#gelu], which Google's repository and some checkpoints (`gelu_new`) use.
    public Tensor geluTanh() {
        return create("gelu", () -> torch.gelu(handle, "tanh"), this);
    }

    public Tensor softmax(int dimension) {
        return create("softmax", () -> torch.softmax(handle, dimension), this);
    }

    /// Logarithm of [#softmax], in float32 whatever the input.
    public Tensor logSoftmax(int dimension) {
        ScalarTypeOptional float32 = new ScalarTypeOptional(torch.ScalarType.Float);
        return create("logSoftmax", () -> torch.log_softmax(handle, dimension, float32), this);
    }

    // ---- layers

    /// `this x weight^T + bias` over the last dimension.
    ///
    /// @param weight `[out, in]`
    /// @param bias   `[out]`
    public Tensor linear(Tensor weight, Tensor bias) {
        return create(
                "linear",
                () -> torch.linear(handle, weight.handle, new TensorOptional(bias.handle)),
                this,
                weight);
    }

    /// Normalises the last dimension to mean 0 and variance 1, then scales and shifts it.
    public Tensor layerNorm(Tensor weight, Tensor bias, double epsilon) {
        if (!Gradients.areOn() && OneDnn.isAvailable(type())) {
            return LayerNormalization.of(this, weight, bias, epsilon);
        }
        return create(
                "layerNorm",
                () ->
                        torch.layer_norm(
                                handle,
                                weight.shape(),
                                new TensorOptional(weight.handle),
                                new TensorOptional(bias.handle),
                                epsilon,
                                false),
                this,
                weight);
    }

    /// Rows of this table `[rows, width]`.
    ///
    /// @param ids int64 of any shape, each below `rows`
    /// @return    `[ids..., width]`
    public Tensor rows(Tensor ids) {
        return create("rows", () -> torch.embedding(handle, ids.handle), this, ids);
    }

    /// softmax(query x key^T / sqrt(width)) x value, as one fused operation without dropout.
    ///
    /// @param query `[batch, heads, tokens, width]`, as are `key` and `value`
    public static Tensor attention(Tensor query, Tensor key, Tensor value) {
        return create(
                "attention",
                () -> torch.scaled_dot_product_attention(query.handle, key.handle, value.handle),
                query,
                key,
                value);
    }

    /// The same with a mask that is added to the products, 0 or minus infinity.
    ///
    /// @param mask broadcastable to `[batch, heads, tokens, tokens]`, of the same type
    public static Tensor attention(Tensor query, Tensor key, Tensor value, Tensor mask) {
        return create(
                "attention",
                () ->
                        torch.scaled_dot_product_attention(
                                query.handle,
                                key.handle,
                                value.handle,
                                new TensorOptional(mask.handle),
                                0.0,
                                false,
                                new DoubleOptional(),
                                false),
                query,
                key,
                value,
                mask);
    }

    /// Replaces values where `mask` is true.
    public Tensor maskedFill(Tensor mask, double value) {
        return create(
                "maskedFill", () -> handle.masked_fill(mask.handle, new Scalar(value)), this, mask);
    }

    /// `yes` where `mask` is true, `no` elsewhere; the three broadcast to one shape.
    public static Tensor where(Tensor mask, Tensor yes, Tensor no) {
        return create("where", () -> yes.handle.where(mask.handle, no.handle), mask, yes, no);
    }

    /// Logical negation of a boolean tensor.
    public Tensor not() {
        return create("not", () -> handle.logical_not(), this);
    }

    // ---- shape

    public Tensor reshape(long... shape) {
        return create("reshape to " + Arrays.toString(shape), () -> handle.reshape(shape), this);
    }

    /// The same values with a new dimension of size 1 at `dimension`, for broadcasting.
    public Tensor unsqueeze(int dimension) {
        return create("unsqueeze", () -> handle.unsqueeze(dimension), this);
    }

    public Tensor transpose(int first, int second) {
        return create("transpose", () -> handle.transpose(first, second), this);
    }

    /// `length` slices of one dimension from `start` on, sharing memory with this tensor.
    public Tensor narrow(int dimension, long start, long length) {
        return create("narrow", () -> handle.narrow(dimension, start, length), this);
    }

    /// The slices of one dimension, which disappears, sharing memory with this tensor.
    public List<Tensor> unbind(int dimension) {
        return list("unbind", () -> handle.unbind(dimension));
    }

    /// Consecutive stretches of one dimension, sharing memory with this tensor.
    public List<Tensor> split(int dimension, long... lengths) {
        return list("split", () -> handle.split_with_sizes(lengths, dimension));
    }

    private List<Tensor> list(String operation, Supplier<TensorVector> body) {
        Threads.requirePlatformThread();
        try (TensorVector parts = body.get()) {
            return Arrays.stream(
                            parts.get()) // which die with their vector, but not what they share
                    .map(part -> new Tensor(new org.bytedeco.pytorch.Tensor(part)))
                    .toList();
        } catch (RuntimeException e) {
            throw TensorException.of(operation, e, this);
        }
    }

    /// The dimensions in another order.
    public Tensor permute(long... dimensions) {
        return create("permute", () -> handle.permute(dimensions), this);
    }

    /// One slice of one dimension, which disappears.
    public Tensor select(int dimension, long index) {
        return create("select", () -> handle.select(dimension, index), this);
    }

    /// One value per row: `result[i] = this[i, columns[i]]`.
    ///
    /// @param columns `[rows]`, int64
    public Tensor pick(Tensor columns) {
        return create(
                "pick",
                () -> handle.gather(1, columns.handle.unsqueeze(1)).squeeze(1),
                this,
                columns);
    }

    public static Tensor concatenate(List<Tensor> parts, int dimension) {
        return create(
                "concatenate",
                () ->
                        torch.cat(
                                new TensorVector(
                                        parts.stream()
                                                .map(part -> part.handle)
                                                .toArray(org.bytedeco.pytorch.Tensor[]::new)),
                                dimension),
                parts.toArray(Tensor[]::new));
    }

    // ---- parameters

    /// Marks this leaf as trainable, or as frozen.
    public Tensor trainable(boolean yes) {
        handle.set_requires_grad(yes);
        changed();
        return this;
    }

    public boolean isTrainable() {
        return handle.requires_grad();
    }

    /// The gradient that [Gradients#backward] has added up, in float32.
    ///
    /// @throws TensorException if there is none
    public Tensor gradient() {
        if (gradients().isEmpty()) {
            throw new TensorException("This tensor has no gradient: it took no part in a loss");
        }
        return create("gradient", () -> gradients().sum(), this);
    }

    /// Sets the gradient to zero, if there is one. An optimizer does so for all of its parameters at once.
    public void clearGradient() {
        if (!gradients().isEmpty()) {
            gradients().sum().zero_();
        }
    }

    /// How the gradient of this parameter comes together.
    ParameterGradient gradients() {
        if (gradients == null) {
            gradients = new ParameterGradient(handle);
        }
        return gradients;
    }

    /// Overwrites this tensor's values.
    public void copyFrom(Tensor source) {
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            create("copyFrom", () -> handle.copy_(source.handle), this, source);
        }
        changed();
    }

    /// Copies of the values are out of date.
    void changed() {
        version++;
    }

    /// Grows whenever the values change.
    long version() {
        return version;
    }

    /// Grows whenever the values of any of them change.
    static long version(List<Tensor> tensors) {
        return tensors.stream().mapToLong(Tensor::version).sum();
    }

    /// Another tensor that ends with this one.
    void freeAlso(Tensor dependent) {
        dependents = Stream.concat(dependents.stream(), Stream.of(dependent)).toList();
    }

    /// That other tensor has an end of its own.
    void freeNoMore(Tensor dependent) {
        dependents = dependents.stream().filter(one -> one != dependent).toList();
    }

    /// Ends the life of a tensor that was made outside a scope or kept from one.
    public void free() {
        handle.close();
        dependents.forEach(Tensor::free);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape()) + " " + handle.scalar_type().intern();
    }

    // ---- how all of the above call libtorch

    static Tensor create(
            String operation, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... inputs) {
        Threads.requirePlatformThread();
        LibTorch.load();
        try {
            return new Tensor(body.get());
        } catch (RuntimeException e) {
            throw TensorException.of(operation, e, inputs);
        }
    }

    /// libtorch does not keep a buffer alive that it was given, so the values are cloned at once.
    private static Tensor fromPointer(
            Supplier<Pointer> values, torch.ScalarType type, long... shape) {
        return create(
                "copy from Java",
                () -> {
                    try (Pointer pointer = values.get();
                            TensorOptions options = new TensorOptions(type);
                            var view = torch.from_blob(pointer, shape, options)) {
                        return Device.place(view.clone());
                    }
                });
    }

    private static Tensor fromSegment(MemorySegment segment, long... shape) {
        return fromPointer(() -> new Address(segment.address()), torch.ScalarType.Float, shape);
    }

    private static void requireCount(int values, long... shape) {
        long expected = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (values != expected) {
            throw new TensorException(
                    "%d values do not fill the shape %s".formatted(values, Arrays.toString(shape)));
        }
    }

    /// A borrowed native address.
    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
