package org.bert4j.doctor;

import java.util.List;

/// Something about the data that will spoil a model, or its figures.
///
/// @param check    what was looked for, in one word: `leak`
/// @param serious  whether it is worth stopping for
/// @param what     the fact
/// @param cost     what it will do
/// @param remedy   the command or option that deals with it
/// @param cases    rows that belong together, by number from 0: a row to be left out first, then what it collides with
public record Finding(
        String check, boolean serious, String what, String cost, String remedy, List<int[]> cases) {
    static Finding serious(
            String check, String what, String cost, String remedy, List<int[]> cases) {
        return new Finding(check, true, what, cost, remedy, cases);
    }

    static Finding note(String check, String what, String cost, String remedy, List<int[]> cases) {
        return new Finding(check, false, what, cost, remedy, cases);
    }
}
