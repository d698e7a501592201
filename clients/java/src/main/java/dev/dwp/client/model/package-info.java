/**
 * What the server answers: typed readings of the protocol's objects. Large objects are a {@link dev.dwp.client.model.View}
 * of the JSON that came, so that members of newer servers are not lost; small answers are records. Nothing here talks to a
 * server.
 */
@NullMarked
package dev.dwp.client.model;

import org.jspecify.annotations.NullMarked;
