package org.bert4j.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The making of a [Primitive]. Shapes and all else that is needed for it ends with this.
///
/// Numbers are those of oneDNN's headers.
final class Preparation implements AutoCloseable {
    private static final int SOURCE = 1;
    private static final int DESTINATION = 17;
    private static final int WEIGHTS = 33;
    private static final int BIAS = 41;
    private static final int MEAN = 49;
    private static final int VARIANCE = 50;
    private static final int SCALE = 51;
    private static final int SHIFT = 52;
    private static final int SECOND_SOURCE = 2;
    private static final int GRADIENT_OF_SOURCE = 129;
    private static final int GRADIENT_OF_DESTINATION = 145;
    private static final int GRADIENT_OF_WEIGHTS = 161;
    private static final int GRADIENT_OF_BIAS = 169;
    private static final int GRADIENT_OF_SCALE = 255;
    private static final int GRADIENT_OF_SHIFT = 256;
    private static final int SCRATCH = 80;
    private static final int SCALES_OF = 4096; // and the argument that is scaled
    private static final int FOLLOWING = 32768; // times its number, from 1

    private static final int ADD = 0x1fff0;
    private static final int MULTIPLY = 0x1fff1;
    private static final int OF_THE_RESULT = 0; // a number format
    private static final int LINEAR = 38;
    private static final int SCRATCH_OF_THE_CALLER = 1;
    private static final int ARGUMENT = 255;
    private static final int ANY_ORDER = 1;
    private static final int IMPLEMENTATION = 8;
    private static final int FORWARD_TRAINING = 64;
    private static final int FORWARD_INFERENCE = 96;
    private static final int BACKWARD = 128;
    private static final int SOFTMAX = 0x30000;
    private static final int GREATEST = 0x2fff2;
    private static final int LEAST = 0x2fff3;
    private static final int SCALE_AND_SHIFT = 2 | 4;

    private final OneDnn library;
    private final Arena arena = Arena.ofConfined();
    private final List<Runnable> ends = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Place> placesOfFollowers = new ArrayList<>();
    private final List<Scales> scales = new ArrayList<>();
    private final MemorySegment following;
    private int followers;

    /// What a computation reads or writes.
    ///
    /// @param argument oneDNN's number for it
    /// @param shape    of the tensor there
    record Place(int argument, MemorySegment shape) {}

    /// An argument whose numbers are integers times a scale.
    ///
    /// @param dimension in which each place has a scale of its own
    private record Scales(int argument, int dimension) {}

    Preparation(OneDnn library) {
        this.library = library;
        following = made("dnnl_post_ops_create", "dnnl_post_ops_destroy");
    }

    private MemorySegment made(String maker, String end, Object... arguments) {
        MemorySegment made = library.make(maker, arguments);
        ends.add(() -> library.call(end, made));
        return made;
    }

    // ---- shapes

    /// A tensor of these sizes whose elements lie one behind the other.
    MemorySegment shape(ElementType type, long... sizes) {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        return shape(type, sizes, strides);
    }

    /// A tensor whose neighbours in each dimension are so many elements apart.
    MemorySegment shape(ElementType type, long[] sizes, long[] strides) {
        return made(
                "dnnl_memory_desc_create_with_strides",
                "dnnl_memory_desc_destroy",
                sizes.length,
                arena.allocateFrom(ValueLayout.JAVA_LONG, sizes),
                number(type),
                arena.allocateFrom(ValueLayout.JAVA_LONG, strides));
    }

    /// A tensor whose order oneDNN may choose.
    MemorySegment shapeInAnyOrder(ElementType type, long... sizes) {
        return made(
                "dnnl_memory_desc_create_with_tag",
                "dnnl_memory_desc_destroy",
                sizes.length,
                arena.allocateFrom(ValueLayout.JAVA_LONG, sizes),
                number(type),
                ANY_ORDER);
    }

    private static int number(ElementType type) {
        return switch (type) {
            case BF16 -> 2;
            case F32 -> 3;
            case I8 -> 5;
            default -> throw new TensorException("no layer computes with " + type);
        };
    }

    /// Memory that a tensor of a shape takes.
    long bytes(MemorySegment shape) {
        return (long) library.invoke("dnnl_memory_desc_get_size", ValueLayout.JAVA_LONG, shape);
    }

    private Preparation place(int argument, MemorySegment shape) {
        places.add(new Place(argument, shape));
        return this;
    }

    // ---- what follows a product, in this order; its addresses for [Primitive#run] come last

    void times(double factor) {
        followedBy(LINEAR, factor);
    }

    /// @param algorithm oneDNN's number of it
    void activated(int algorithm) {
        followedBy(algorithm, 0);
    }

    private void followedBy(int algorithm, double alpha) {
        library.call("dnnl_post_ops_append_eltwise", following, algorithm, (float) alpha, 0f);
        followers++;
    }

    /// The result is added to what lies there.
    void added() {
        library.call("dnnl_post_ops_append_sum", following, 1f, 0, OF_THE_RESULT);
        followers++;
    }

    /// A tensor of that shape is added.
    void plus(MemorySegment shape) {
        followedBy(ADD, shape);
    }

    /// A tensor of that shape is multiplied with.
    void times(MemorySegment shape) {
        followedBy(MULTIPLY, shape);
    }

    private void followedBy(int algorithm, MemorySegment shape) {
        library.call("dnnl_post_ops_append_binary", following, algorithm, shape);
        followers++;
        placesOfFollowers.add(new Place(FOLLOWING * followers | SECOND_SOURCE, shape));
    }

    private MemorySegment attributes() {
        MemorySegment attributes =
                made("dnnl_primitive_attr_create", "dnnl_primitive_attr_destroy");
        library.call("dnnl_primitive_attr_set_scratchpad_mode", attributes, SCRATCH_OF_THE_CALLER);
        library.call("dnnl_primitive_attr_set_post_ops", attributes, following);
        for (Scales scaled : scales) {
            library.call(
                    "dnnl_primitive_attr_set_scales_mask",
                    attributes,
                    scaled.argument,
                    1 << scaled.dimension);
        }
        return attributes;
    }

    // ---- computations, described; above each, whose addresses [Primitive#run] takes in turn

    /// Source, weights, bias, destination.
    MemorySegment product(
            MemorySegment source,
            MemorySegment weights,
            MemorySegment bias,
            MemorySegment destination) {
        place(SOURCE, source)
                .place(WEIGHTS, weights)
                .place(BIAS, bias)
                .place(DESTINATION, destination);
        return describedProduct(source, weights, bias, destination);
    }

    /// Source, weights, destination.
    MemorySegment product(MemorySegment source, MemorySegment weights, MemorySegment destination) {
        place(SOURCE, source).place(WEIGHTS, weights).place(DESTINATION, destination);
        return describedProduct(source, weights, MemorySegment.NULL, destination);
    }

    /// Source, weights, the scale of each output, destination.
    ///
    /// @param weights `[..., in, out]`
    /// @param scales  `[out]`
    MemorySegment productOfIntegers(
            MemorySegment source,
            MemorySegment weights,
            MemorySegment scales,
            MemorySegment destination) {
        int last = 3;
        place(SOURCE, source).place(WEIGHTS, weights);
        scaled(WEIGHTS, last, scales);
        place(DESTINATION, destination);
        return describedProduct(source, weights, MemorySegment.NULL, destination);
    }

    private void scaled(int argument, int dimension, MemorySegment shape) {
        scales.add(new Scales(argument, dimension));
        place(SCALES_OF | argument, shape);
    }

    /// The order that a product would give its weights, if they are [#shapeInAnyOrder].
    MemorySegment orderOfWeights(
            MemorySegment source, MemorySegment weights, MemorySegment destination) {
        return wanted(describedProduct(source, weights, MemorySegment.NULL, destination), WEIGHTS);
    }

    private MemorySegment describedProduct(
            MemorySegment source,
            MemorySegment weights,
            MemorySegment bias,
            MemorySegment destination) {
        return description(
                "dnnl_matmul_primitive_desc_create",
                library.engine(),
                source,
                weights,
                bias,
                destination,
                attributes());
    }

    /// Numbers, the greatest of each row.
    MemorySegment greatest(MemorySegment numbers, MemorySegment found) {
        return reduction(GREATEST, numbers, found);
    }

    /// Numbers, the least of each row.
    MemorySegment least(MemorySegment numbers, MemorySegment found) {
        return reduction(LEAST, numbers, found);
    }

    private MemorySegment reduction(int algorithm, MemorySegment source, MemorySegment found) {
        place(SOURCE, source).place(DESTINATION, found);
        return description(
                "dnnl_reduction_primitive_desc_create",
                library.engine(),
                algorithm,
                source,
                found,
                0f,
                0f,
                attributes());
    }

    /// Numbers, integers, scales.
    ///
    /// @param dimension in which each place has a scale of its own
    MemorySegment rounding(
            MemorySegment numbers, MemorySegment integers, MemorySegment scales, int dimension) {
        place(SOURCE, numbers).place(DESTINATION, integers);
        scaled(DESTINATION, dimension, scales);
        return describedReorder(numbers, integers);
    }

    /// Scores, probabilities.
    MemorySegment softmax(MemorySegment values, int axis) {
        place(SOURCE, values).place(DESTINATION, values);
        return describedSoftmax(values, axis);
    }

    private MemorySegment describedSoftmax(MemorySegment values, int axis) {
        return description(
                "dnnl_softmax_forward_primitive_desc_create",
                library.engine(),
                FORWARD_INFERENCE,
                SOFTMAX,
                values,
                values,
                axis,
                attributes());
    }

    /// Input, scale, shift, output.
    ///
    /// @param vector shape of scale and shift
    MemorySegment layerNorm(MemorySegment values, MemorySegment vector, double epsilon) {
        place(SOURCE, values).place(SCALE, vector).place(SHIFT, vector).place(DESTINATION, values);
        return description(
                "dnnl_layer_normalization_forward_primitive_desc_create",
                library.engine(),
                FORWARD_INFERENCE,
                values,
                values,
                MemorySegment.NULL,
                (float) epsilon,
                SCALE_AND_SHIFT,
                attributes());
    }

    // ---- computations of training; a way back is described with the way there as a hint

    /// Source, gradient of the destination, those of the weights and the bias.
    ///
    /// @param weights `[out, in]`
    /// @param bias    `[out]`
    MemorySegment gradientOfWeights(
            MemorySegment source,
            MemorySegment weights,
            MemorySegment bias,
            MemorySegment destination) {
        place(SOURCE, source)
                .place(GRADIENT_OF_DESTINATION, destination)
                .place(GRADIENT_OF_WEIGHTS, weights)
                .place(GRADIENT_OF_BIAS, bias);
        MemorySegment there =
                description(
                        "dnnl_inner_product_forward_primitive_desc_create",
                        library.engine(),
                        FORWARD_TRAINING,
                        source,
                        weights,
                        bias,
                        destination,
                        attributes());
        return description(
                "dnnl_inner_product_backward_weights_primitive_desc_create",
                library.engine(),
                source,
                weights,
                bias,
                destination,
                there,
                attributes());
    }

    /// Probabilities, their gradient, that of the scores.
    MemorySegment softmaxBack(MemorySegment values, int axis) {
        place(DESTINATION, values)
                .place(GRADIENT_OF_DESTINATION, values)
                .place(GRADIENT_OF_SOURCE, values);
        return description(
                "dnnl_softmax_backward_primitive_desc_create",
                library.engine(),
                SOFTMAX,
                values,
                values,
                values,
                axis,
                describedSoftmax(values, axis),
                attributes());
    }

    /// Input, scale, shift, output, mean, variance.
    ///
    /// @param vector shape of scale and shift
    /// @param perRow shape of means and variances
    MemorySegment trainedLayerNorm(
            MemorySegment values, MemorySegment vector, MemorySegment perRow, double epsilon) {
        place(SOURCE, values)
                .place(SCALE, vector)
                .place(SHIFT, vector)
                .place(DESTINATION, values)
                .place(MEAN, perRow)
                .place(VARIANCE, perRow);
        return describedLayerNorm(values, perRow, epsilon);
    }

    private MemorySegment describedLayerNorm(
            MemorySegment values, MemorySegment perRow, double epsilon) {
        return description(
                "dnnl_layer_normalization_forward_primitive_desc_create",
                library.engine(),
                FORWARD_TRAINING,
                values,
                values,
                perRow,
                (float) epsilon,
                SCALE_AND_SHIFT,
                attributes());
    }

    /// Input, scale, mean, variance, gradient of the output, those of input, scale and shift.
    MemorySegment layerNormBack(
            MemorySegment values, MemorySegment vector, MemorySegment perRow, double epsilon) {
        place(SOURCE, values)
                .place(SCALE, vector)
                .place(MEAN, perRow)
                .place(VARIANCE, perRow)
                .place(GRADIENT_OF_DESTINATION, values)
                .place(GRADIENT_OF_SOURCE, values)
                .place(GRADIENT_OF_SCALE, vector)
                .place(GRADIENT_OF_SHIFT, vector);
        return description(
                "dnnl_layer_normalization_backward_primitive_desc_create",
                library.engine(),
                BACKWARD,
                values,
                values,
                values,
                perRow,
                (float) epsilon,
                SCALE_AND_SHIFT,
                describedLayerNorm(values, perRow, epsilon),
                attributes());
    }

    /// Input, output.
    MemorySegment activation(MemorySegment values, int algorithm) {
        place(SOURCE, values).place(DESTINATION, values);
        return describedActivation(values, algorithm);
    }

    private MemorySegment describedActivation(MemorySegment values, int algorithm) {
        return description(
                "dnnl_eltwise_forward_primitive_desc_create",
                library.engine(),
                FORWARD_TRAINING,
                algorithm,
                values,
                values,
                0f,
                0f,
                attributes());
    }

    /// Input, gradient of the output, that of the input.
    MemorySegment activationBack(MemorySegment values, int algorithm) {
        place(SOURCE, values)
                .place(GRADIENT_OF_DESTINATION, values)
                .place(GRADIENT_OF_SOURCE, values);
        return description(
                "dnnl_eltwise_backward_primitive_desc_create",
                library.engine(),
                algorithm,
                values,
                values,
                values,
                0f,
                0f,
                describedActivation(values, algorithm),
                attributes());
    }

    /// Two factors, their product.
    MemorySegment elementProduct(MemorySegment values) {
        place(SOURCE, values).place(SECOND_SOURCE, values).place(DESTINATION, values);
        return description(
                "dnnl_binary_primitive_desc_create",
                library.engine(),
                MULTIPLY,
                values,
                values,
                values,
                attributes());
    }

    /// Source, destination.
    MemorySegment reorder(MemorySegment source, MemorySegment destination) {
        place(SOURCE, source).place(DESTINATION, destination);
        return describedReorder(source, destination);
    }

    private MemorySegment describedReorder(MemorySegment source, MemorySegment destination) {
        return description(
                "dnnl_reorder_primitive_desc_create",
                source,
                library.engine(),
                destination,
                library.engine(),
                attributes());
    }

    private MemorySegment description(String function, Object... arguments) {
        return made(function, "dnnl_primitive_desc_destroy", arguments);
    }

    /// The shape that a computation wants for one of its arguments.
    private MemorySegment wanted(MemorySegment description, int argument) {
        return (MemorySegment)
                library.invoke(
                        "dnnl_primitive_desc_query_md",
                        ValueLayout.ADDRESS,
                        description,
                        ARGUMENT,
                        argument);
    }

    /// oneDNN's name for the way in which it computes.
    @SuppressWarnings("restricted") // text that oneDNN owns
    String implementation(MemorySegment description) {
        MemorySegment name = arena.allocate(ValueLayout.ADDRESS);
        library.call("dnnl_primitive_desc_query", description, IMPLEMENTATION, 0, name);
        return name.get(ValueLayout.ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
    }

    Primitive primitive(MemorySegment description) {
        MemorySegment scratch = wanted(description, SCRATCH);
        long bytes = bytes(scratch);
        places.addAll(placesOfFollowers);
        if (bytes > 0) {
            place(SCRATCH, scratch);
        }
        return new Primitive(library, description, places, bytes);
    }

    @Override
    public void close() {
        ends.reversed().forEach(Runnable::run);
        arena.close();
    }
}
