package dev.dwp.application.workflow;

/** Names of entries that one call makes several of: {@code name[0]}, {@code name[1]}, … */
final class Members {
    private Members() {}

    static String name(String group, int index) {
        return group + "[" + index + "]";
    }

    static boolean isMember(String name, String group) {
        return name.startsWith(group)
                && name.length() > group.length() + 2
                && name.charAt(group.length()) == '['
                && name.endsWith("]")
                && name.substring(group.length() + 1, name.length() - 1).chars().allMatch(Character::isDigit);
    }
}
