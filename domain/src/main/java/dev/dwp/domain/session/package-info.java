/**
 * Who is speaking and for whom: identities, tenants and session ids. Nothing here checks a credential.
 */
@NullMarked
package dev.dwp.domain.session;

import org.jspecify.annotations.NullMarked;
