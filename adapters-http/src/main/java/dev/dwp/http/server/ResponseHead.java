package dev.dwp.http.server;

import com.sun.net.httpserver.Headers;
import dev.dwp.http.server.io.OutputBuffer;
import dev.dwp.http.server.syntax.FieldName;
import dev.dwp.http.server.syntax.HttpDate;
import dev.dwp.http.server.syntax.StatusLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The head of a response on its way out. */
final class ResponseHead {
    private ResponseHead() {}

    /** Refuses, before anything is sent, what would break out of its line. */
    static void check(Headers headers) {
        for (Map.Entry<String, List<String>> field : headers.entrySet()) {
            for (String value : field.getValue()) {
                FieldName.check(field.getKey(), value);
            }
        }
    }

    static void write(OutputBuffer out, int status, Headers headers, ResponsePlan plan, HttpDate date)
            throws IOException {
        out.put(StatusLine.of(status));
        if (!headers.containsKey("Date")) {
            field(out, "Date", date.now());
        }
        for (Map.Entry<String, List<String>> entry : headers.entrySet()) {
            if (mayWrite(entry.getKey(), plan)) {
                String name = FieldName.spelled(entry.getKey());
                for (String value : entry.getValue()) {
                    field(out, name, value);
                }
            }
        }
        framing(out, headers, plan);
        out.put("\r\n");
    }

    private static boolean mayWrite(String name, ResponsePlan plan) {
        return switch (name) {
            case "Content-length" -> plan.handlersLength();
            case "Transfer-encoding" -> false;
            default -> true;
        };
    }

    private static void framing(OutputBuffer out, Headers headers, ResponsePlan plan) throws IOException {
        if (plan.body() == ResponsePlan.Body.CHUNKED) {
            field(out, "Transfer-Encoding", "chunked");
        } else if (plan.length() >= 0) {
            field(out, "Content-Length", Long.toString(plan.length()));
        }
        if (plan.close() && !ResponsePlan.saysClose(headers)) {
            field(out, "Connection", "close");
        } else if (plan.sayKeepAlive()) {
            field(out, "Connection", "keep-alive");
        }
    }

    private static void field(OutputBuffer out, String name, String value) throws IOException {
        out.put(name);
        out.put(": ");
        out.put(value);
        out.put("\r\n");
    }
}
