/**
 * Dialogues as data: the notation's parser, the model of a dialogue, and the terms by which frames are made and matched.
 * Knows no network and nothing of the server.
 */
@NullMarked
package dev.dwp.conform.dialogue;

import org.jspecify.annotations.NullMarked;
