/** What the documents say, compared with what the code does. */
package dev.dwp.architecture.docs;
