package dev.dwp.http.codec;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Items;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Value;
import java.util.List;
import java.util.Map;

/** Tells large values from small ones without measuring them: looks no further than the size that is asked about. */
public final class RoughSize {
    private static final int NODE = 8;

    private RoughSize() {}

    /** Whether the data of a frame comes to about so many octets or more. */
    public static boolean reaches(Frame frame, int octets) {
        return switch (frame) {
            case Frame.Response response -> reaches(response.data(), octets);
            case Frame.Event event -> reaches(event.data(), octets);
            default -> false;
        };
    }

    /** Whether a value comes to about so many octets or more. */
    static boolean reaches(Value value, int octets) {
        return left(value, octets) <= 0;
    }

    /** What is left of a size when a value is taken from it; stops looking once that is nothing. */
    private static int left(Value value, int size) {
        int left = size - NODE;
        switch (value) {
            case Value.Text(String text) -> left -= text.length();
            case Value.Array(Items packed) when packed.octets() >= 0 -> left -= packed.octets();
            case Value.Struct(Members packed) when packed.octets() >= 0 -> left -= packed.octets();
            case Value.Struct(JsonMembers unread) -> left -= unread.length();
            case Value.Array(List<Value> items) -> {
                for (int i = 0; left > 0 && i < items.size(); i++) {
                    left = left(items.get(i), left);
                }
            }
            case Value.Struct(Map<String, Value> members) -> {
                for (Map.Entry<String, Value> member : members.entrySet()) {
                    if (left <= 0) {
                        break;
                    }
                    left = left(member.getValue(), left - member.getKey().length());
                }
            }
            default -> {}
        }
        return left;
    }
}
