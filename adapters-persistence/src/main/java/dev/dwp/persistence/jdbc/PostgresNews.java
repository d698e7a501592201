package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Wakeups.Topic;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What one node tells the others by NOTIFY: who it is, and a letter for each topic. */
record PostgresNews(long writer, Set<Topic> topics) {

    static String text(long writer, Set<Topic> topics) {
        return writer + ":" + topics.stream().map(PostgresNews::letter).sorted().collect(Collectors.joining());
    }

    /** What a text tells; nothing where it is not one of ours. */
    static PostgresNews parse(String text) {
        int colon = text.indexOf(':');
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (colon > 0 && text.indexOf(letter(topic), colon) > 0) {
                topics.add(topic);
            }
        }
        boolean number =
                colon > 0 && colon < 19 && text.substring(0, colon).chars().allMatch(Character::isDigit);
        return new PostgresNews(number ? Long.parseLong(text.substring(0, colon)) : -1, topics);
    }

    private static String letter(Topic topic) {
        return switch (topic) {
            case EVENTS -> "E";
            case REMOTE_EVENTS -> "O";
            case JOBS -> "J";
            case ROOM -> "C";
            case RUNS -> "R";
            case INTERRUPTS -> "I";
        };
    }
}
