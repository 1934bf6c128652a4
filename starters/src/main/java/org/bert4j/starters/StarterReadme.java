package org.bert4j.starters;

/// The note beside a starter's weights: whose they are, under which licence, what was changed.
final class StarterReadme {
    private StarterReadme() {}

    static String text(Starter starter) {
        return """
        # %1$s

        %2$s. %3$s, %4$d layers of width %5$d, %6$,d parameters.

        - Original model card: <%7$s>
        - Licence of the weights: %8$s (see the model card)
        - Fetched from the Maven artifact `%9$s` (SHA-256 `%10$s`)

        Written by bert4j. The numbers are those of the ONNX graph in the artifact, dense kernels
        transposed to PyTorch's layout, under the names of `BertModel`. The graph has neither a
        pooler nor a masked language model head: a task that needs one begins with a new one. The
        tokenizer lower-cases, and neither truncates nor pads by itself.
        """
                .formatted(
                        starter.name(),
                        starter.description(),
                        starter.language(),
                        starter.layers(),
                        starter.hiddenSize(),
                        starter.parameters(),
                        starter.origin(),
                        starter.licence(),
                        starter.artifact().coordinates(),
                        starter.artifact().sha256());
    }
}
