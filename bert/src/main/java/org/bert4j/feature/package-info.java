/// Examples become token ids: here a question and a context turn into `[CLS] question [SEP] window
/// [SEP]`, with the answer's two positions as the label.
///
/// *In*: the records of `org.bert4j.dataset` and a [org.bert4j.tokenizer.BertTokenizer]. *Out*:
/// lazy features whose ids are written into arrays on demand; no tensors yet. Before this package
/// comes `org.bert4j.dataset`, after it `org.bert4j.batch`, which pads and stacks features.
///
/// A context longer than the model takes is cut into windows, and two published ways of doing so
/// disagree ([org.bert4j.feature.QaFeatureOptions]):
///
/// | | google-research/bert `run_squad.py` | transformers `run_qa.py` |
/// |---|---|---|
/// | option | `--window-step 128` | `--window-overlap 128` |
/// | `doc_stride` 128 means | a window starts 128 tokens after the one before | it shares 128 tokens with it |
/// | question | at most 64 tokens | any length that leaves room for the context |
/// | answer position | whole words, then shrunk to the answer's tokens | character offsets |
/// | answer not in those words | the example is dropped in training | cannot happen |
/// | token in several windows | an answer may start only where it has most context | anywhere |
///
/// Traps:
/// - Position 0, `[CLS]`, is the label of a window without the answer and of an impossible
///   question.
/// - Google's way splits words at blanks, and Chinese has none: a whole paragraph is one word, and
///   the answer's *first* occurrence in it becomes the label, not the annotated one. The reference
///   does the same. Prefer `--window-overlap` for Chinese.
/// - run_qa's way trusts the annotated characters: an answer that ends in a blank is labelled one
///   token too long, as in the reference.
package org.bert4j.feature;
