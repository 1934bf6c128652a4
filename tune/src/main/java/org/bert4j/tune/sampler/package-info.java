/// What to try next. In: a search space and the trials so far. Out: a configuration. Samplers keep no state, so that
/// every worker draws what any other would.
package org.bert4j.tune.sampler;
