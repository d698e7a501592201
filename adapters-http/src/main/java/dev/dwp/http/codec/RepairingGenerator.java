package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * Writes texts that are not Unicode as the nearest ones that are. Such texts come from code on this side alone, in the
 * message of an exception for example, and one of them must not keep a frame from a receiver that refuses them.
 */
final class RepairingGenerator extends JsonGeneratorDelegate {
    RepairingGenerator(JsonGenerator out) {
        super(out, false);
    }

    @Override
    public void writeString(String text) throws IOException {
        super.writeString(Texts.repaired(text));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        super.writeFieldName(Texts.repaired(name));
    }
}
