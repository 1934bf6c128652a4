package org.bert4j.metric;

import java.util.Map;

/// Examples that were judged, of which figures can be taken again for any draw of them.
public interface Sample {
    /// The number of examples.
    int size();

    /// The figures as if these had been the examples; the order does not matter.
    ///
    /// @param draw numbers of examples from 0, each as often as it was drawn
    Map<String, Object> figuresOf(int[] draw);
}
