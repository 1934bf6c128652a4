package org.bert4j.tune.study;

/// Another worker has taken a trial over, for this one had given no sign of life.
public final class LostClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostClaimException(Claim claim) {
        super(
                "Trial %d was taken over by another worker, for this one was silent for too long"
                        .formatted(claim.trial().number()));
    }
}
