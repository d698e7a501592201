package dev.dwp.application.frame;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one map from failures to what clients are told (PROTOCOL §8). What is not a refusal is logged under a fresh
 * incident id and told by that id alone. Thread-safe.
 */
public final class FailureMap {
    private static final Logger LOG = LoggerFactory.getLogger(FailureMap.class);

    private final IdGenerator ids;

    /** Takes its incident ids from {@code ids}. */
    public FailureMap(IdGenerator ids) {
        this.ids = ids;
    }

    /** What an error frame says of a failure. */
    public ErrorBody tell(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.body();
            case CursorExpired expired ->
                new ErrorBody(
                        ErrorCode.CURSOR_EXPIRED.number(),
                        "Events after this cursor are no longer kept; read the current state and subscribe anew.",
                        expired.beforeOldest().text());
            case CommitInDoubt doubt -> away(doubt, """
                        The store went away during the request, which may or may not have taken place; \
                        repeat it later with the same key, or read what there is.\
                        """);
            case StoreUnavailable away -> away(away, sentence(away.reason()));
            default -> internal(failure);
        };
    }

    private static String sentence(@Nullable String reason) {
        return reason == null
                ? "The store is unavailable at the moment; try again later."
                : "The store is unavailable at the moment (%s); try again later.".formatted(reason);
    }

    /** An outage is logged once, by the store that runs into it. */
    private static ErrorBody away(StoreUnavailable failure, String sentence) {
        LOG.debug("A request was refused because the store is unavailable.", failure);
        return Refusal.unavailable(sentence).body();
    }

    private ErrorBody internal(Throwable failure) {
        String incident = ids.incident();
        LOG.error("Incident {}", incident, ForeignFailure.of(failure));
        return new ErrorBody(
                ErrorCode.INTERNAL.number(), "The server failed; its log tells why under this incident id.", incident);
    }
}
