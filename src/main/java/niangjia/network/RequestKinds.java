package niangjia.network;

import java.util.List;

/** The kinds of request that a seat may choose from; told by the module that knows them. */
public interface RequestKinds {

    /** In the order in which they are shown. */
    List<String> words();
}
