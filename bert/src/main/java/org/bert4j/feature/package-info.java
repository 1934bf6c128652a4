/// Examples become token ids: `[CLS] text [SEP]`, `[CLS] text [SEP] pair [SEP]`, windows over
/// sentences of tagged words, and `[CLS] question [SEP] window [SEP]`.
///
/// *In*: the records of `org.bert4j.dataset` and a [org.bert4j.tokenizer.BertTokenizer]. *Out*:
/// [org.bert4j.feature.TokenRow]s, whose ids are written into arrays; no tensors yet. Before this
/// package comes `org.bert4j.dataset`, after it `org.bert4j.batch`, which pads and stacks rows.
///
/// | featurizer | a row | where the text is longer than the model takes |
/// |---|---|---|
/// | [org.bert4j.feature.TextFeaturizer] | a text or a pair | [org.bert4j.feature.LongText] says: cut, or windows |
/// | [org.bert4j.feature.TagFeaturizer] | a window over words, with the first token of each | windows; a word is decided where it has most context |
/// | [org.bert4j.feature.QaFeaturizer] | a question and a window, with the answer's two positions | windows |
///
/// Training questions are many, so their features do not stay in memory: [org.bert4j.feature.QaFeatureCache] writes them
/// to a file, once for the same data, tokenizer, options and code, and [org.bert4j.feature.QaFeatures] reads them from it
/// at random.
///
/// In question answering a context longer than the model takes is cut into windows, and two published ways of doing so
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
/// - A word of nothing but control characters has no token, so no row speaks of it.
/// - Position 0, `[CLS]`, is the label of a window without the answer and of an impossible
///   question.
/// - Google's way splits words at blanks, and Chinese has none: a whole paragraph is one word, and
///   the answer's *first* occurrence in it becomes the label, not the annotated one. The reference
///   does the same. Prefer `--window-overlap` for Chinese.
/// - run_qa's way trusts the annotated characters: an answer that ends in a blank is labelled one
///   token too long, as in the reference.
package org.bert4j.feature;
