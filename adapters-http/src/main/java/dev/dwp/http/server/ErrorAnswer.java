package dev.dwp.http.server;

import dev.dwp.http.server.syntax.HttpDate;
import dev.dwp.http.server.syntax.StatusLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A whole answer for when there is no exchange to give it: the request could not be read, or was not to be. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    /** Head and body as one, after which the connection is closed. */
    static byte[] closing(ErrorBody errorBody, int status, String message, HttpDate date) {
        ErrorBody.Content content = errorBody.render(status, message);
        byte[] body = content.octets();
        byte[] head = (StatusLine.of(status)
                        + "Date: " + date.now() + "\r\nContent-Type: " + content.contentType()
                        + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] answer = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        return answer;
    }
}
