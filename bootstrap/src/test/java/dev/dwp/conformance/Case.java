package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;

/**
 * One case of the protocol as data: steps that hold on every transport and in every format, or only where there is a
 * session ({@code "over":"session"}) or none ({@code "over":"rpc"}).
 *
 * <p>A step sends a frame under a token and expects something of the answer ({@link Expectation}), or awaits the last event
 * of a job or run. Texts may refer to what earlier steps saved: <code>${job}</code>.
 */
record Case(String section, String name, String over, List<JsonNode> steps) {
    private static final String DEFAULT_TOKEN = "demo-token";

    /** All cases of a file under {@code conformance/}. */
    static List<Case> read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Case.class.getResourceAsStream("/conformance/" + file), file)) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : Wire.MAPPER.readTree(in)) {
                List<JsonNode> steps = new ArrayList<>();
                node.required("steps").forEach(steps::add);
                cases.add(new Case(
                        node.required("section").asText(),
                        node.required("name").asText(),
                        node.path("over").asText("all"),
                        steps));
            }
            return cases;
        }
    }

    boolean runsOver(Driver driver) {
        return over.equals("all") || over.equals("session") == driver.hasSession();
    }

    void run(Driver driver, TestServer server) throws Exception {
        Map<String, String> saved = new HashMap<>();
        saved.put("unique", Long.toString(System.nanoTime(), Character.MAX_RADIX));
        for (int i = 0; i < steps.size(); i++) {
            JsonNode step = filled(steps.get(i), saved);
            String token = step.path("as").asText(DEFAULT_TOKEN);
            if (step.has("await")) {
                server.awaitFinal(token, step.get("await").asText());
            } else {
                JsonNode answer = driver.exchange((ObjectNode) step.required("send"), token);
                new Expectation(saved).check("step " + (i + 1) + ": $", step.required("expect"), answer);
            }
        }
    }

    private static JsonNode filled(JsonNode step, Map<String, String> saved) throws IOException {
        String text = step.toString();
        for (Map.Entry<String, String> value : saved.entrySet()) {
            text = text.replaceAll("\\$\\{" + value.getKey() + "}", Matcher.quoteReplacement(value.getValue()));
        }
        return Wire.MAPPER.readTree(text);
    }

    @Override
    public String toString() {
        return "PROTOCOL §" + section + " " + name;
    }
}
