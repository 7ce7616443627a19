package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import tools.jackson.databind.node.ObjectNode;

/** An API that is stood in for, without HTTP. Thread-safe. */
public interface ApiService {

  /** Looks at a request. Never throws: what is wrong with it is said when it is answered. */
  ApiCall look(ApiRequest request);

  /** Does what is asked for. Never throws: what goes wrong is an answer too. */
  Answer answer(ApiCall call);

  /** A failure in the form of this API. */
  Reply failed(ApiException failure);

  /** Longest body of a request. */
  int mostBodyBytes();

  /** Adds to the statistics what it has. */
  void describe(ObjectNode statistics);
}
