package dev.dwp.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.client.transport.Call;
import java.util.function.Function;

/** A call with what its answer means. */
record Request<T>(Call call, Function<JsonNode, T> reading) {}
