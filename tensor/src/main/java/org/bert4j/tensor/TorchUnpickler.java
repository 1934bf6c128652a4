package org.bert4j.tensor;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the pickle inside a `torch.save` file, and nothing else.
///
/// A pickle is a program: its GLOBAL instruction names a Python function, REDUCE calls it. Here a
/// name stands for one of our own few constructors or the file is refused, and so is any
/// instruction that a dictionary of tensors does not need. (Persistent ids, torch's way of saying
/// "the storage in `data/0`", are read in torch/serialization.py; the rest in torch/_utils.py.)
final class TorchUnpickler extends Unpickler {
    private static final Map<String, ElementType> STORAGES =
            Map.of(
                    "torch.FloatStorage", ElementType.F32,
                    "torch.HalfStorage", ElementType.F16,
                    "torch.BFloat16Storage", ElementType.BF16,
                    "torch.DoubleStorage", ElementType.F64,
                    "torch.LongStorage", ElementType.I64,
                    "torch.IntStorage", ElementType.I32,
                    "torch.ShortStorage", ElementType.I16,
                    "torch.CharStorage", ElementType.I8,
                    "torch.ByteStorage", ElementType.U8,
                    "torch.BoolStorage", ElementType.BOOL);

    private static final Map<String, IObjectConstructor> CONSTRUCTORS =
            Map.of(
                    "collections.OrderedDict", TorchUnpickler::orderedDict,
                    "torch._utils._rebuild_tensor_v2", TorchUnpickler::tensor,
                    "torch._utils._rebuild_parameter", arguments -> arguments[0]);

    private static final Set<Short> INSTRUCTIONS =
            Set.of(
                    Opcodes.PROTO,
                    Opcodes.FRAME,
                    Opcodes.STOP,
                    Opcodes.MARK,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.BINUNICODE,
                    Opcodes.SHORT_BINUNICODE,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.EMPTY_DICT,
                    Opcodes.SETITEM,
                    Opcodes.SETITEMS,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.MEMOIZE,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.GLOBAL,
                    Opcodes.STACK_GLOBAL,
                    Opcodes.REDUCE,
                    Opcodes.BUILD,
                    Opcodes.BINPERSID);

    /// `torch.FloatStorage` and its like, as a value in a persistent id.
    private record StorageType(ElementType element) {}

    /// A tensor not yet read: a view with strides into one of the file's storages.
    ///
    /// @param storage name of the storage, such as `0`
    /// @param storageCount how many elements the storage holds
    /// @param offset index of the first element
    /// @param stride elements from one index to the next, for each dimension
    record View(
            ElementType type,
            String storage,
            long storageCount,
            long offset,
            long[] shape,
            long[] stride) {}

    private record Storage(ElementType element, String name, long count) {}

    @Override
    protected Object dispatch(short instruction) throws PickleException, IOException {
        if (!INSTRUCTIONS.contains(instruction)) {
            throw new RefusedPickleException(
                    "contains the pickle instruction 0x%02x, which no dictionary of tensors needs"
                            .formatted(instruction));
        }
        switch (instruction) {
            case Opcodes.GLOBAL ->
                    pushGlobal(PickleUtils.readline(input), PickleUtils.readline(input));
            case Opcodes.STACK_GLOBAL -> {
                String name = (String) stack.pop();
                pushGlobal((String) stack.pop(), name);
            }
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.SETITEMS -> setItems();
            case Opcodes.BUILD -> ignoreAttributes();
            case Opcodes.BINUNICODE -> pushText();
            default -> {
                return super.dispatch(instruction);
            }
        }
        return NO_RETURN_VALUE;
    }

    private void pushGlobal(String module, String name) throws IOException {
        if (input.available() == 0) {
            throw new EOFException("ends in the middle of a name");
        }
        String global = module + "." + name;
        if (STORAGES.containsKey(global)) {
            stack.add(new StorageType(STORAGES.get(global)));
            return;
        }
        IObjectConstructor constructor = CONSTRUCTORS.get(global);
        if (constructor == null) {
            throw new RefusedPickleException(
                    "asks for \"%s\", which no dictionary of tensors needs".formatted(global));
        }
        stack.add(constructor);
    }

    /// The library's dictionaries lose the order of their items, which is the order of the file.
    private void setItems() {
        List<Object> items = stack.pop_all_since_marker();
        @SuppressWarnings("unchecked")
        Map<Object, Object> target = (Map<Object, Object>) stack.peek();
        for (int i = 0; i < items.size(); i += 2) {
            target.put(items.get(i), items.get(i + 1));
        }
    }

    /// Attributes of a dictionary (its `_metadata`) say nothing about tensors; the library would
    /// look for a method to call.
    private void ignoreAttributes() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new RefusedPickleException("sets attributes of something that is no dictionary");
        }
    }

    /// The library would allocate whatever length the file claims.
    private void pushText() throws IOException {
        int length =
                ByteBuffer.wrap(input.readNBytes(Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
        if (length < 0 || length > input.available()) {
            throw new PickleException("text of %d bytes, but the file ends".formatted(length));
        }
        stack.add(new String(input.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    protected Object persistentLoad(Object id) {
        Object[] parts = (Object[]) id; // ("storage", torch.FloatStorage, "0", "cpu", 12)
        if (!"storage".equals(parts[0])) {
            throw new RefusedPickleException("refers to \"%s\"".formatted(parts[0]));
        }
        ElementType element = ((StorageType) parts[1]).element();
        return new Storage(element, (String) parts[2], number(parts[4]));
    }

    private static Object orderedDict(Object[] arguments) {
        if (arguments.length != 0) {
            throw new PickleException("OrderedDict with arguments");
        }
        return new LinkedHashMap<>();
    }

    /// `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks)`
    private static Object tensor(Object[] arguments) {
        Storage storage = (Storage) arguments[0];
        return new View(
                storage.element(),
                storage.name(),
                storage.count(),
                number(arguments[1]),
                numbers(arguments[2]),
                numbers(arguments[3]));
    }

    private static long[] numbers(Object tuple) {
        Object[] values = (Object[]) tuple;
        long[] numbers = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = number(values[i]);
        }
        return numbers;
    }

    private static long number(Object value) {
        return switch (value) {
            case Integer number -> number;
            case Long number -> number;
            default -> throw new PickleException("not an integer: " + value);
        };
    }

    /// Well-formed, but more than a dictionary of tensors.
    static final class RefusedPickleException extends PickleException {
        private static final long serialVersionUID = 1L;

        RefusedPickleException(String message) {
            super(message);
        }
    }
}
