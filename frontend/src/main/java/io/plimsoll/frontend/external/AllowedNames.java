package io.plimsoll.frontend.external;

import io.plimsoll.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Common names of which the front proxy's certificate must have one. Immutable.
 *
 * @param names none = any name
 */
record AllowedNames(List<String> names) {

  private static final String FILE_RULE = "a JSON array of names, such as [\"front-proxy-client\"]";

  private static final String LIST_RULE = "names with commas between, such as front-proxy-client";

  /** A thousand of the longest names that a certificate can have. */
  private static final int MAX_FILE_BYTES = 1 << 16;

  private static final JsonFactory JSON = new JsonFactory();

  AllowedNames {
    names = List.copyOf(names);
  }

  /**
   * Names from a command line.
   *
   * @throws CommandException if there is none, or an empty one
   */
  static AllowedNames parse(String option, String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (name.isBlank()) {
        throw CommandException.usage(option, "'" + text + "'", LIST_RULE);
      }
      names.add(name.strip());
    }
    return new AllowedNames(names);
  }

  /**
   * Names from a file, as the key {@code requestheader-allowed-names} of the config map {@code
   * extension-apiserver-authentication} has them. An empty file is an empty array, as it is to an
   * API server.
   *
   * @throws CommandException if it is no good
   */
  static AllowedNames read(String option, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw CommandException.usage(
            option, file, "a file of at most " + MAX_FILE_BYTES + " bytes");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new AllowedNames(text.isBlank() ? List.of() : array(text));
    } catch (NoSuchFileException e) {
      throw CommandException.usage(option, file + ": no such file", FILE_RULE);
    } catch (AccessDeniedException e) {
      throw CommandException.usage(option, file + ": permission denied", FILE_RULE);
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw CommandException.usage(option, file + ": " + firstLine(e), FILE_RULE);
    }
  }

  private static List<String> array(String text) {
    List<String> names = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      boolean array = json.nextToken() == JsonToken.START_ARRAY;
      while (array && json.nextToken() == JsonToken.VALUE_STRING) {
        names.add(json.getString());
      }
      if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null) {
        throw new IllegalArgumentException("is none");
      }
    }
    return names;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Whether a certificate of that common name may ask. */
  boolean allow(String commonName) {
    return names.isEmpty() || names.contains(commonName);
  }

  /**
   * The common name of a certificate's subject, the last one if there are several; empty if none.
   */
  static String commonName(X500Principal subject) {
    String found = "";
    try {
      for (Rdn part : new LdapName(subject.getName()).getRdns()) {
        Attribute name = part.toAttributes().get("CN");
        if (name != null && name.get() instanceof String text) {
          found = text;
        }
      }
    } catch (InvalidNameException e) {
      return "";
    } catch (NamingException e) {
      throw new IllegalStateException("an attribute without a value", e);
    }
    return found;
  }
}
