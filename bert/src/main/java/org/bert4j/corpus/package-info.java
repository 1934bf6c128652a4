/// Raw text for pre-training: files -> documents -> sentences -> token ids in files that are mapped into memory.
package org.bert4j.corpus;
