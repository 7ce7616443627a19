package io.plimsoll.standin.kfp;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.plimsoll.standin.api.ApiRequest;
import io.plimsoll.standin.store.ApiException;
import java.io.IOException;

/**
 * The file that comes with a form.
 *
 * @param name as the form has it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Upload(String name, byte[] bytes) {

  private static final String FIELD = "uploadfile";

  /**
   * Of a request.
   *
   * @throws io.plimsoll.standin.store.ApiException 400 if there is no such file in it
   */
  static Upload of(ApiRequest request) {
    DefaultFullHttpRequest http =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            request.path(),
            Unpooled.wrappedBuffer(request.body()));
    http.headers().set(HttpHeaderNames.CONTENT_TYPE, request.contentType());
    if (!HttpPostRequestDecoder.isMultipart(http)) {
      throw noFile();
    }
    try {
      // In memory: the whole body is there already.
      HttpPostMultipartRequestDecoder form =
          new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), http);
      try {
        if (form.getBodyHttpData(FIELD) instanceof FileUpload file && file.isCompleted()) {
          return new Upload(file.getFilename(), file.get());
        }
      } finally {
        form.destroy();
      }
    } catch (DecoderException | IOException e) {
      // Said below.
    }
    throw noFile();
  }

  private static ApiException noFile() {
    return KfpErrors.invalid(
        "Failed to read pipeline from file (expected: multipart/form-data with a file in the field "
            + FIELD
            + ")");
  }
}
