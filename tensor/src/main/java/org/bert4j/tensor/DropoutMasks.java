package org.bert4j.tensor;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Random masks from a generator of their own, never from libtorch's process-wide one: seeded from run seed, step and
/// micro-batch, a resumed run draws what an uninterrupted one would have drawn.
///
/// Random numbers were the largest single cost of training on a processor. So they are made here, as hashes of a counter
/// (Steele et al. 2014, SplitMix), which the JVM turns into vector instructions; sixteen bits decide an element, and
/// what comes out is the factor itself: zero or the scale, in bfloat16.
public final class DropoutMasks {
    private static final int BITS = 16;
    private static final int LANES = Long.SIZE / BITS;
    private static final long ALL_LANES = 0x0001_0001_0001_0001L;
    private static final long SIGNS = 0x8000L * ALL_LANES;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int CHUNK = 1 << 13; // words; 64 KiB stay in the processor's cache
    private static final int WORTH_SHARING = 8; // chunks

    private long counter;

    private DropoutMasks(long seed) {
        counter = mix(seed);
    }

    /// Masks that depend on the seed and the order of calls only.
    public static DropoutMasks seeded(long seed) {
        return new DropoutMasks(seed);
    }

    /// Masks like those that are drawn from here on.
    public DropoutMasks copy() {
        DropoutMasks copy = new DropoutMasks(0);
        copy.counter = counter;
        return copy;
    }

    /// How often an element becomes zero, and what the others are multiplied by, so that the expectation stays.
    ///
    /// The scale is the bfloat16 next to `1 / (1 - probability)`, and the probability follows from it in steps of 1/65536:
    /// of 0.1 it makes 0.0986 and 1.109375. Rounding the scale instead would shift every mean.
    record Rate(int dropped, float scale) {
        static Rate of(double probability) {
            int bits = Float.floatToIntBits((float) (1 / (1 - probability)));
            float scale = Float.intBitsToFloat(bits + 0x8000 & 0xFFFF_0000);
            return new Rate((1 << BITS) - Math.round((1 << BITS) / scale), scale);
        }

        short scaleBits() {
            return (short) (Float.floatToIntBits(scale) >>> 16);
        }
    }

    /// Sets each element to zero with the given probability, rounded as [Rate] says, and scales the others.
    ///
    /// @param probability within [0, 1)
    public Tensor apply(Tensor input, double probability) {
        Rate rate = Rate.of(probability);
        if (rate.dropped() == 0) {
            return input;
        }
        Tensor mask = Device.isCpu() ? mask(input.shape(), rate) : onDevice(input, rate);
        return Tensor.create(
                "dropout", () -> input.handle.mul(mask.handle.to(input.handle.dtype())), input);
    }

    /// What [#apply] would multiply the elements of a tensor of this shape with, on the processor.
    ///
    /// @return empty if nothing is dropped
    public Optional<Tensor> factors(ElementType type, double probability, long... shape) {
        Rate rate = Rate.of(probability);
        return rate.dropped() == 0 ? Optional.empty() : Optional.of(mask(shape, rate).as(type));
    }

    /// A GPU draws masks itself, from libtorch's generator, which is seeded for each.
    Tensor onDevice(Tensor input, Rate rate) {
        counter += GOLDEN;
        torch.manual_seed(mix(counter));
        double kept = 1 - (double) rate.dropped() / (1 << BITS);
        return Tensor.create(
                "dropout mask",
                () ->
                        torch.empty_like(input.handle)
                                .bernoulli_(kept, new GeneratorOptional())
                                .mul_(new Scalar(rate.scale())));
    }

    @SuppressWarnings("restricted") // a view of memory that libtorch owns
    private Tensor mask(long[] shape, Rate rate) {
        long count = LongStream.of(shape).reduce(1, Math::multiplyExact);
        int words = Math.toIntExact((count + LANES - 1) / LANES);
        Tensor drawn = Tensor.create("dropout mask", () -> empty(words));
        MemorySegment memory =
                MemorySegment.ofAddress(drawn.handle.data_ptr().address())
                        .reinterpret((long) words * Long.BYTES);
        fill(memory, words, rate);
        return Tensor.create(
                "dropout mask",
                () -> drawn.handle.view(torch.ScalarType.BFloat16).narrow(0, 0, count).view(shape));
    }

    private static org.bytedeco.pytorch.Tensor empty(int words) {
        return torch.empty(
                new long[] {words},
                new TensorOptions(torch.ScalarType.Long),
                new MemoryFormatOptional());
    }

    private void fill(MemorySegment memory, int words, Rate rate) {
        int chunks = Math.ceilDiv(words, CHUNK);
        long begin = counter;
        counter += words * GOLDEN;
        IntStream numbers = IntStream.range(0, chunks);
        (chunks < WORTH_SHARING ? numbers : Threads.share(numbers))
                .forEach(
                        chunk -> {
                            int from = chunk * CHUNK;
                            int count = Math.min(CHUNK, words - from);
                            draw(memory, from, count, begin + from * GOLDEN, rate);
                        });
    }

    /// Four factors in each word. A lane is kept if its sixteen random bits, as an unsigned number, reach the number of
    /// dropped ones: all four are compared at once, the upper bit apart, so that nothing is carried from lane to lane.
    private static void draw(MemorySegment memory, int from, int count, long begin, Rate rate) {
        boolean few = rate.dropped() <= 0x8000;
        long toSign = ((few ? 0x8000 : 0x10000) - rate.dropped()) * ALL_LANES;
        long either = few ? -1 : 0;
        long scale = rate.scaleBits() & 0xFFFF;
        for (int i = 0; i < count; i++) {
            long random = mix(begin + i * GOLDEN);
            long reaches = (random & ~SIGNS) + toSign;
            long kept = ((reaches | random) & either | reaches & random & ~either) & SIGNS;
            memory.set(
                    ValueLayout.JAVA_LONG,
                    (long) (from + i) * Long.BYTES,
                    (kept >>> BITS - 1) * scale);
        }
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
