package dev.dwp.application.auth;

import dev.dwp.domain.session.Identity;

/**
 * A token that somebody was given.
 *
 * @param hash of the token
 * @param identity who it stands for
 */
public record ApiKey(TokenHash hash, Identity identity) {}
