package dev.dwp.benchmarks.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Opens a WebSocket and authenticates, blocking. */
final class Handshake {
    private Handshake() {}

    static SocketChannel open(URI server, String token) throws IOException {
        return open(server, token, "");
    }

    static SocketChannel open(URI server, String token, String headers) throws IOException {
        SocketChannel channel = upgrade(server, headers);
        channel.write(ByteBuffer.wrap(Request.of(0, "auth", "{\"token\":\"%s\"}".formatted(token))));
        expect(channel, "", "\"session_id\"");
        return channel;
    }

    /**
     * Opens one, and authenticates nobody.
     *
     * @param headers further lines of the request, each with its end
     */
    static SocketChannel upgrade(URI server, String headers) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(request(server, headers).getBytes(StandardCharsets.US_ASCII)));
        expect(channel, "HTTP/1.1 101 ", "\r\n\r\n");
        return channel;
    }

    private static String request(URI server, String headers) {
        return """
                GET /dwp HTTP/1.1\r
                Host: %s:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                %s\r
                """.formatted(server.getHost(), server.getPort(), headers);
    }

    /** Reads one answer, which comes before anything else does and therefore alone. */
    private static void expect(SocketChannel channel, String start, String part) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        String text = "";
        while (!text.contains(part)) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("The server closed the connection after: " + text);
            }
            text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }
        if (!text.startsWith(start)) {
            throw new IOException("The server answered: " + text);
        }
    }
}
