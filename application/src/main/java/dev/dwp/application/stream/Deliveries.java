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

    /** The same, each as a list of its own: most feeds have one channel, and many have the same. */
    private final List<Delivery>[] alone;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    Deliveries(LoggedEvent event) {
        this.event = event;
        this.byChannel = new Delivery[event.channels().size()];
        this.alone = new List[byChannel.length];
    }

    LoggedEvent event() {
        return event;
    }

    /** The copies for a feed of these channels, in the order of the event's channels; empty when none matches. */
    List<Delivery> on(Set<Channel> channels) {
        List<Delivery> copies = List.of();
        for (int i = 0; i < byChannel.length; i++) {
            if (channels.contains(event.channels().get(i))) {
                copies = copies.isEmpty() ? alone(i) : joined(copies, at(i));
            }
        }
        return copies;
    }

    private static List<Delivery> joined(List<Delivery> copies, Delivery next) {
        List<Delivery> all = new ArrayList<>(copies);
        all.add(next);
        return all;
    }

    private List<Delivery> alone(int i) {
        if (alone[i] == null) {
            alone[i] = List.of(at(i));
        }
        return alone[i];
    }

    private Delivery at(int i) {
        if (byChannel[i] == null) {
            byChannel[i] = new Delivery(event, event.channels().get(i));
        }
        return byChannel[i];
    }
}
