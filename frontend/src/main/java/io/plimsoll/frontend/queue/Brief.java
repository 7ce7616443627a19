package io.plimsoll.frontend.queue;

/** Texts of workers, short enough to be kept. */
final class Brief {

  private Brief() {}

  /** The first so many characters, with dots after them if that is not all. */
  static String of(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(characters - 1));
    return text.substring(0, half ? characters - 1 : characters) + "...";
  }
}
