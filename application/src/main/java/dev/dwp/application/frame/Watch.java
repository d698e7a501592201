package dev.dwp.application.frame;

import dev.dwp.application.stream.Feeds;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.scope.Scope;
import org.jspecify.annotations.Nullable;

/**
 * {@code watch:true} (PROTOCOL §5): a subscription to what a request is about to make. Begun before the use case is
 * called, so that it starts at a head of the log that no event of the new job or run precedes, nor, where a key names
 * one that exists, any event after the state in the answer.
 */
final class Watch {
    private final Invocation invocation;
    private final @Nullable Feeds feeds;
    private final @Nullable Cursor head;

    private Watch(Invocation invocation, @Nullable Feeds feeds, @Nullable Cursor head) {
        this.invocation = invocation;
        this.feeds = feeds;
        this.head = head;
    }

    /**
     * Looks whether the request wants to watch.
     *
     * @throws Refusal 400 over RPC, 403 without the scope {@code subscribe}, 429 when the session has no room for it
     */
    static Watch begin(Invocation invocation) {
        if (!Boolean.TRUE.equals(invocation.params().bool("watch"))) {
            return new Watch(invocation, null, null);
        }
        Feeds feeds = invocation.requireSession("'watch'");
        FrameRouter.requireScope(invocation.caller().identity(), Scope.SUBSCRIBE);
        feeds.requireRoom();
        return new Watch(invocation, feeds, feeds.head());
    }

    /** Answers, subscribed to {@code channel} if that was wanted. */
    Answer answer(StructBuilder data, Channel channel) {
        if (feeds == null || head == null) {
            return Answer.of(data.build());
        }
        feeds.hold(channel, invocation.caller().tenant(), head, null);
        return new Answer(
                data.put("channel", channel.text()).put("cursor", head.text()).build(), channel);
    }
}
