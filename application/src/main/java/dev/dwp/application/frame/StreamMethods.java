package dev.dwp.application.frame;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.stream.Feeds;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code subscribe} and {@code unsubscribe} (PROTOCOL §5, §7). */
final class StreamMethods {
    private final ChannelAccess access;
    private final UseCases useCases;

    StreamMethods(UseCases useCases) {
        this.access = new ChannelAccess(useCases);
        this.useCases = useCases;
    }

    Map<Method, MethodHandler> handlers() {
        return Map.of(Method.SUBSCRIBE, this::subscribe, Method.UNSUBSCRIBE, this::unsubscribe);
    }

    private Answer subscribe(Invocation invocation) {
        Feeds feeds = invocation.requireSession("'subscribe'");
        Channel channel = channel(invocation);
        Caller caller = invocation.caller();
        String after = invocation.params().text("after");
        Begin begin = after == null || after.isEmpty() // clients that have seen no event yet send an empty one
                ? atHead(feeds, caller, channel)
                : resumed(feeds, caller, channel, after);
        feeds.hold(channel, caller.tenant(), begin.cursor(), credits(invocation));
        StructBuilder data = Value.struct()
                .put("channel", channel.text())
                .put("status", "subscribed")
                .put("cursor", begin.cursor().text());
        Room room = invocation.room();
        Value.Struct snapshot = begin.snapshot();
        if (snapshot != null) {
            long beside = room.of(data.put("snapshot", Value.EMPTY).build());
            data.put("snapshot", room.less(beside).item(snapshot));
        }
        return new Answer(data.build(), channel);
    }

    private Begin resumed(Feeds feeds, Caller caller, Channel channel, String after) {
        access.check(caller, channel);
        return new Begin(feeds.startOf(after), null);
    }

    private Begin atHead(Feeds feeds, Caller caller, Channel channel) {
        return switch (channel) {
            case Channel.OneJob(var id) -> {
                Snapshot<Job> snapshot = useCases.jobs().get().snapshot(caller, id);
                yield new Begin(
                        snapshot.cursor(),
                        caller.identity().may(Scope.JOB_READ)
                                ? Views.job(snapshot.item())
                                : Views.outline(snapshot.item()));
            }
            case Channel.OneRun(var id) -> {
                Snapshot<WorkflowRun> snapshot = useCases.workflows().get().snapshot(caller, id);
                yield new Begin(
                        snapshot.cursor(),
                        caller.identity().may(Scope.WORKFLOW_READ)
                                ? Views.run(snapshot.item())
                                : Views.outline(snapshot.item()));
            }
            default -> new Begin(feeds.head(), null);
        };
    }

    private Answer unsubscribe(Invocation invocation) {
        Channel channel = channel(invocation);
        invocation.requireSession("'unsubscribe'").unsubscribe(channel);
        return Answer.of(Value.struct()
                .put("channel", channel.text())
                .put("status", "unsubscribed")
                .build());
    }

    private static Channel channel(Invocation invocation) {
        String name = invocation.params().text("channel");
        if (name == null) {
            name = invocation.context().channel();
        }
        if (name == null) {
            throw Refusal.badRequest("'channel' is missing.");
        }
        return Channel.parse(name);
    }

    private static @Nullable Long credits(Invocation invocation) {
        Long credits = invocation.params().integer("credits");
        if (credits != null && credits < 1) {
            throw Refusal.badRequest("'credits' must be a whole number above 0: %d.".formatted(credits));
        }
        return credits == null ? invocation.context().credits() : credits;
    }

    private record Begin(Cursor cursor, Value.@Nullable Struct snapshot) {}
}
