/// What is searched: options, and the values they can take. In: lines such as `learning-rate=log(1e-5,1e-4)`. Out:
/// [org.bert4j.tune.space.SearchSpace], from which samplers choose configurations.
package org.bert4j.tune.space;
