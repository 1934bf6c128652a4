package org.bert4j.tokenizer;

import java.util.Arrays;

/// Lays a [PieceTree] out in the arrays of [TokenTrie], level by level from the roots: links and
/// pops of a node follow from those of nodes nearer to a root.
final class TrieLayout {
    private final PieceTree tree;
    private final FreeSlots free = new FreeSlots();

    /// The nodes of the tree in the order of their levels, and the slot of each.
    private final int[] order;

    private final int[] slotOf;
    private int ordered;

    private final int[] childCodes;
    private long[] slots;
    private long[] failures;

    private int[] popLists = new int[1 << 8];
    private int popListsSize;
    private int[] pops = new int[16];
    private int popCount;

    TrieLayout(PieceTree tree) {
        this.tree = tree;
        this.order = new int[tree.nodeCount];
        this.slotOf = new int[tree.nodeCount];
        this.childCodes = new int[tree.endOfCodes];
        this.slots = new long[tree.nodeCount + tree.nodeCount / 8 + tree.endOfCodes];
        this.failures = new long[slots.length];
        free.take(TokenTrie.NONE);
        for (int root = TokenTrie.BEGIN; root <= TokenTrie.CONTINUE; root++) {
            free.take(root);
            slotOf[root] = root;
            order[ordered++] = root;
        }
        for (int node = TokenTrie.BEGIN; node < tree.nodeCount; node++) {
            placeChildren(node);
        }
        for (int i = 0; i < ordered; i++) {
            setFailures(order[i]);
        }
    }

    private void setFailures(int node) {
        for (int child = tree.firstChild[node]; child != 0; child = tree.nextSibling[child]) {
            order[ordered++] = child;
            setFailure(child, slotOf[node]);
        }
    }

    long[] slots() {
        return slots;
    }

    long[] failures() {
        return failures;
    }

    int[] popLists() {
        return Arrays.copyOf(popLists, popListsSize);
    }

    private void placeChildren(int node) {
        int count = 0;
        for (int child = tree.firstChild[node]; child != 0; child = tree.nextSibling[child]) {
            childCodes[count++] = tree.code[child];
        }
        if (count == 0) {
            return;
        }
        int base = free.findBase(childCodes, count);
        reserve(base + tree.endOfCodes);
        int parent = slotOf[node];
        slots[parent] |= base;
        for (int child = tree.firstChild[node]; child != 0; child = tree.nextSibling[child]) {
            int slot = base + tree.code[child];
            free.take(slot);
            slots[slot] = TokenTrie.pair(parent, 0);
            slotOf[child] = slot;
        }
    }

    /// Every code can be added to every base.
    private void reserve(int size) {
        if (size > slots.length) {
            int capacity = Math.max(size, slots.length + slots.length / 8);
            slots = Arrays.copyOf(slots, capacity);
            failures = Arrays.copyOf(failures, capacity);
        }
    }

    /// Song et al. 2021, algorithm 2.
    private void setFailure(int node, int parent) {
        int slot = slotOf[node];
        if (tree.piece[node] != 0) {
            failures[slot] = TokenTrie.pair(TokenTrie.CONTINUE, tree.piece[node] - 1);
            return;
        }
        int link = TokenTrie.high(failures[parent]);
        int target = child(link, tree.code[node]);
        if (target != TokenTrie.NONE) { // nothing more is certain than at the parent
            failures[slot] = TokenTrie.pair(target, TokenTrie.low(failures[parent]));
            return;
        }
        popCount = 0;
        addPops(failures[parent]);
        while (link != TokenTrie.NONE && target == TokenTrie.NONE) {
            addPops(failures[link]);
            link = TokenTrie.high(failures[link]);
            target = child(link, tree.code[node]);
        }
        if (target != TokenTrie.NONE) {
            failures[slot] = TokenTrie.pair(target, storedPops());
        }
    }

    private int child(int node, int code) {
        int slot = TokenTrie.low(slots[node]) + code;
        boolean isChild = node != TokenTrie.NONE && TokenTrie.high(slots[slot]) == node;
        return isChild ? slot : TokenTrie.NONE;
    }

    private void addPops(long failure) {
        if (TokenTrie.high(failure) == TokenTrie.NONE) {
            return;
        }
        int ref = TokenTrie.low(failure);
        if (ref >= 0) {
            addPop(ref);
            return;
        }
        int place = ~ref;
        for (int i = 1; i <= popLists[place]; i++) {
            addPop(popLists[place + i]);
        }
    }

    private void addPop(int id) {
        if (popCount == pops.length) {
            pops = Arrays.copyOf(pops, 2 * popCount);
        }
        pops[popCount++] = id;
    }

    private int storedPops() {
        if (popCount == 1) {
            return pops[0];
        }
        int place = popListsSize;
        if (place + popCount >= popLists.length) {
            popLists = Arrays.copyOf(popLists, 2 * (place + popCount));
        }
        popLists[place] = popCount;
        System.arraycopy(pops, 0, popLists, place + 1, popCount);
        popListsSize += popCount + 1;
        return ~place;
    }
}
