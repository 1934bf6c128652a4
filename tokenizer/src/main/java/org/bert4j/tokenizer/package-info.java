/// Text to tokens, as published BERT models want it, and back. Pure Java, no native code.
///
/// In: a text (`String`) and the files of a Hugging Face model directory, of which `vocab.txt` alone
/// is enough. Out: [Tokens][org.bert4j.tokenizer.Tokens] of one text with ids and places, or an
/// [Encoding][org.bert4j.tokenizer.Encoding] `[CLS] A [SEP] B [SEP]` as a model takes it. Start at
/// [BertTokenizer][org.bert4j.tokenizer.BertTokenizer]. Nothing stands before this package;
/// `org.bert4j.feature` comes after it and makes training examples of tokens.
///
/// The way of a text through the classes here:
///
/// 1. `AddedTokens` cuts out `[MASK]` and its like.
/// 2. `TextTokenizer` sends the rest one of two ways to symbols, a number for each character:
///    - the short way, for all characters whose treatment does not depend on their neighbours:
///      `DirectSymbols` looks each of them up;
///    - the `LongWay`, for the stretches around other characters: `TextNormalizer` makes
///      `Characters`, by `Cleaning`, then, where the options ask for it, `LowerCase`,
///      `Decomposition` (accents) and, for hf-slow, `Composition`. Every character remembers its
///      place in the source. Symbols are made of these.
/// 3. `WordPiece` cuts the symbols into words at blanks and around punctuation, and splits each word
///    into the longest pieces that `TokenTrie` holds. (`PieceTree` and `TrieLayout` make that trie
///    of a vocabulary.)
/// 4. Tokens are collected in a [TokenBuffer][org.bert4j.tokenizer.TokenBuffer].
///
/// Traps:
///
/// - Three published tokenizers exist under the name BERT and differ in rare characters;
///   [TokenizerMode][org.bert4j.tokenizer.TokenizerMode] names the one that is followed.
///   `CharacterTable` says which Unicode each of them knows. hf-slow drops what its Unicode does
///   not know; we take Unicode 14 (CPython 3.11), whatever the JDK's is.
/// - Places are UTF-16 offsets. SQuAD files and Python count code points:
///   [CodePoints][org.bert4j.tokenizer.CodePoints].
/// - "Stride" means the step in one reference and the overlap in the other:
///   [WindowStride][org.bert4j.tokenizer.WindowStride] has a name for each.
/// - If `tokenizer_config.json` does not mention case, we keep what `tokenizer.json` says;
///   transformers 4 lower-cases then.
package org.bert4j.tokenizer;
