package org.bert4j.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.LinkedHashMap;
import java.util.List;

/// One of oneDNN's computations for tensors of certain shapes: its machine code, and the places of what it reads and
/// writes. To make one takes many times as long as to run it on a short text, so each thread keeps those it has made.
final class Primitive {
    private static final StructLayout ARGUMENT =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_INT, MemoryLayout.paddingLayout(4), ValueLayout.ADDRESS);
    private static final long MEMORY = 8; // where it stands in an argument

    /// For those of threads that are over.
    private static final Cleaner CLEANER = Cleaner.create();

    private static final ThreadLocal<Prepared> PREPARED = ThreadLocal.withInitial(Prepared::new);

    private final OneDnn library;
    private final MemorySegment primitive;
    private final MemorySegment[] memories;
    private final MemorySegment arguments;
    private final Cleaner.Cleanable end;
    private final long scratchBytes; // memory it needs besides, the last argument

    /// What a computation is made for, equal where the same one serves.
    interface Shapes {
        /// Says what is read and written, in the order of the addresses for [#run].
        ///
        /// @return the description of the computation
        MemorySegment describe(Preparation making);
    }

    /// What one thread has made, and memory that its computations use in turn.
    private static final class Prepared {
        private static final int MOST = 256; // of up to a megabyte

        private final LinkedHashMap<Shapes, Primitive> primitives =
                new LinkedHashMap<>(16, 0.75f, true); // the one used last stands last
        private final Scratch scratch = new Scratch();

        Primitive get(Shapes shapes) {
            Primitive known = primitives.get(shapes);
            return known == null ? make(shapes) : known;
        }

        private Primitive make(Shapes shapes) {
            try (Preparation making = new Preparation(OneDnn.here())) {
                Primitive made = making.primitive(shapes.describe(making));
                primitives.put(shapes, made);
                if (primitives.size() > MOST) {
                    primitives.pollFirstEntry().getValue().end.clean();
                }
                return made;
            }
        }
    }

    /// @param scratchBytes if there are any, the last place is theirs
    Primitive(
            OneDnn library,
            MemorySegment description,
            List<Preparation.Place> places,
            long scratchBytes) {
        this.library = library;
        this.scratchBytes = scratchBytes;
        primitive = library.make("dnnl_primitive_create", description);
        memories = new MemorySegment[places.size()];
        arguments = Arena.ofAuto().allocate(ARGUMENT, places.size());
        for (int i = 0; i < memories.length; i++) {
            memories[i] =
                    library.make(
                            "dnnl_memory_create",
                            places.get(i).shape(),
                            library.engine(),
                            MemorySegment.NULL);
            long at = i * ARGUMENT.byteSize();
            arguments.set(ValueLayout.JAVA_INT, at, places.get(i).argument());
            arguments.set(ValueLayout.ADDRESS, at + MEMORY, memories[i]);
        }
        end = CLEANER.register(this, end(library, primitive, memories));
    }

    /// What is left to do when nobody uses the computation any more.
    private static Runnable end(OneDnn library, MemorySegment primitive, MemorySegment[] memories) {
        return () -> {
            library.call("dnnl_primitive_destroy", primitive);
            for (MemorySegment memory : memories) {
                library.call("dnnl_memory_destroy", memory);
            }
        };
    }

    /// The computation for these shapes, made if this thread has none.
    static Primitive of(Shapes shapes) {
        return PREPARED.get().get(shapes);
    }

    /// Computes, and returns when it is done.
    ///
    /// @param addresses of tensors that have the shapes it was made for, in the order of its places
    void run(long... addresses) {
        for (int i = 0; i < addresses.length; i++) {
            library.place(memories[i], addresses[i]);
        }
        if (scratchBytes > 0) {
            library.place(
                    memories[memories.length - 1],
                    PREPARED.get().scratch.of(scratchBytes).address());
        }
        library.execute(primitive, memories.length, arguments);
    }
}
