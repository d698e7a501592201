package dev.dwp.engine;

import dev.dwp.application.port.out.EventLog;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event log from its first event to its last, however many pages that takes. */
public final class WholeLog {
    private static final int PAGE = 1_000;

    private WholeLog() {}

    /** The events of a channel, or all of them. */
    public static List<LoggedEvent> of(EventLog log, @Nullable Channel channel) {
        List<LoggedEvent> events = new ArrayList<>();
        Cursor from = null;
        Cursor at = Cursor.START;
        while (!at.equals(from)) {
            EventLog.Page page = log.read(at, channel, Tenant.NONE, PAGE);
            events.addAll(page.events());
            from = at;
            at = page.upTo();
        }
        return events;
    }
}
