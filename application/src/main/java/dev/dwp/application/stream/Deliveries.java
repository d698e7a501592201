package dev.dwp.application.stream;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One event on each of its channels. Used by one thread at a time. */
final class Deliveries {
    private final LoggedEvent event;
    private final Delivery[] byChannel;

    Deliveries(LoggedEvent event) {
        this.event = event;
        this.byChannel = new Delivery[event.channels().size()];
    }

    LoggedEvent event() {
        return event;
    }

    /** The copies for a feed of these channels, in the order of the event's channels; empty when none matches. */
    List<Delivery> on(Set<Channel> channels) {
        List<Delivery> copies = new ArrayList<>(1);
        for (int i = 0; i < byChannel.length; i++) {
            if (channels.contains(event.channels().get(i))) {
                copies.add(at(i));
            }
        }
        return copies;
    }

    private Delivery at(int i) {
        if (byChannel[i] == null) {
            byChannel[i] = new Delivery(event, event.channels().get(i));
        }
        return byChannel[i];
    }
}
