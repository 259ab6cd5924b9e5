"""Whole networks of the kinds that genomics papers use, with few filters on short sequences, built by Keras 2 and by Keras 3 alike.

Each has its paper's layers and connections; sizes are smaller. `NETWORKS` maps a name to a function that builds the network.
"""

import keras

L = keras.layers
MAJOR = int(keras.__version__.split(".")[0])

if MAJOR == 2:
    import tensorflow as tf

    logsumexp, exp, relu, mean, expand = tf.reduce_logsumexp, tf.exp, tf.nn.relu, tf.reduce_mean, tf.expand_dims
else:
    from keras import ops

    logsumexp, exp, relu, mean, expand = ops.logsumexp, ops.exp, ops.relu, ops.mean, ops.expand_dims

NETWORKS = {}


def network(build):
    NETWORKS[build.__name__] = lambda: keras.Model(*build(), name=build.__name__)
    return build


def sequence(length=100, name="sequence"):
    return keras.Input((length, 4), name=name)


def conv(x, filters, width, activation="relu", norm=False, **options):
    """Convolution, batch normalization where asked for, activation."""
    x = L.Conv1D(filters, width, **options)(x)
    x = L.BatchNormalization()(x) if norm else x
    return L.Activation(activation)(x) if activation else x


def dense(x, *units, activation="relu"):
    for count in units:
        x = L.Dropout(0.3)(L.Dense(count, activation=activation)(x))
    return x


@network
def deepbind():
    """DeepBind (Alipanahi et al. 2015): one motif detector on both strands, the better strand counts."""
    x = sequence()
    detector = L.Conv1D(8, 11, activation="relu", name="motifs")
    strands = [L.GlobalMaxPooling1D()(detector(strand)) for strand in (x, x[:, ::-1, ::-1])]
    return x, L.Dense(1, activation="sigmoid")(dense(L.Maximum()(strands), 8))


@network
def deepbind_two_inputs():
    """As in Kipoi: the reverse complement is an input of its own."""
    strands = [sequence(name="forward"), sequence(name="reverse")]
    detector = L.Conv1D(8, 11, activation="relu", name="motifs")
    pooled = [L.Concatenate()([L.GlobalMaxPooling1D()(h), L.GlobalAveragePooling1D()(h)]) for h in map(detector, strands)]
    shared = L.Dense(1, name="score")
    return strands, L.Average()([shared(h) for h in pooled])


@network
def deepsea():
    """DeepSEA (Zhou and Troyanskaya 2015)."""
    x = sequence(120)
    h = L.Dropout(0.2)(L.MaxPooling1D(4)(conv(x, 10, 8)))
    h = L.Dropout(0.2)(L.MaxPooling1D(4)(conv(h, 12, 4)))
    return x, L.Dense(6, activation="sigmoid")(dense(L.Flatten()(conv(h, 14, 3)), 12))


@network
def basset():
    """Basset (Kelley et al. 2016)."""
    x = sequence(120)
    h = L.MaxPooling1D(3)(conv(x, 12, 19, norm=True, padding="same"))
    h = L.MaxPooling1D(4)(conv(h, 10, 11, norm=True, padding="same"))
    h = L.Flatten()(L.MaxPooling1D(4)(conv(h, 10, 7, norm=True, padding="same")))
    return x, L.Dense(5, activation="sigmoid")(dense(h, 16, 16))


@network
def basenji():
    """Basenji (Kelley et al. 2018): dilated convolutions, each joined to all before."""
    x = sequence(128)
    h = L.MaxPooling1D(4, padding="same")(conv(x, 10, 15, norm=True, padding="same"))
    h = L.MaxPooling1D(2, padding="same")(conv(h, 12, 5, norm=True, padding="same"))
    for rate in (1, 2, 4):
        h = L.Concatenate()([h, conv(h, 4, 3, norm=True, padding="same", dilation_rate=rate)])
    return x, L.Conv1D(3, 1, activation="softplus")(conv(h, 8, 1, norm=True))


@network
def danq():
    """DanQ (Quang and Xie 2016)."""
    x = sequence(96)
    h = L.Dropout(0.2)(L.MaxPooling1D(8, strides=8)(L.Conv1D(10, 13, activation="relu")(x)))
    h = L.Dropout(0.5)(L.Bidirectional(L.LSTM(6, return_sequences=True))(h))
    return x, L.Dense(4, activation="sigmoid")(L.Dense(10, activation="relu")(L.Flatten()(h)))


@network
def factornet():
    """FactorNet (Quang and Xie 2019): both strands through one network, averaged, with metadata."""
    forward, reverse, meta = sequence(60, "forward"), sequence(60, "reverse"), keras.Input((5,), name="metadata")
    a = sequence(60)
    h = L.MaxPooling1D(4)(L.TimeDistributed(L.Dense(8, activation="relu"))(L.Conv1D(8, 13, activation="relu")(a)))
    h = L.Flatten()(L.Bidirectional(L.LSTM(4, return_sequences=True))(h))
    joined = keras.Input((5,))
    tower = keras.Model([a, joined], L.Dense(1, activation="sigmoid")(dense(L.Concatenate()([h, joined]), 8)), name="tower")
    return [forward, reverse, meta], L.Average(name="strands")([tower([forward, meta]), tower([reverse, meta])])


@network
def spliceai():
    """SpliceAI (Jaganathan et al. 2019): residual blocks of dilated convolutions, skips, cropping, softmax at each position."""
    x = sequence(90)
    h = L.Conv1D(8, 1)(x)
    skip = L.Conv1D(8, 1)(h)
    for width, rate in ((5, 1), (5, 2), (7, 3)):
        block = h
        for _ in range(2):
            block = L.Activation("relu")(L.BatchNormalization()(block))
            block = L.Conv1D(8, width, dilation_rate=rate, padding="same")(block)
        h = L.Add()([h, block])
        skip = L.Add()([skip, L.Conv1D(8, 1)(h)])
    return x, L.Conv1D(3, 1, activation="softmax")(L.Cropping1D(20)(skip))


def _bpnet_trunk(x, filters=8, layers=3):
    h = L.Conv1D(filters, 11, activation="relu")(x)
    for layer in range(1, layers + 1):
        convolved = L.Conv1D(filters, 3, dilation_rate=2**layer, activation="relu")(h)
        h = L.Add()([convolved, L.Cropping1D(2**layer)(h)])
    return h


@network
def bpnet():
    """BPNet (Avsec et al. 2021): a profile and total counts, each with a bias track."""
    x, bias_profile, bias_counts = sequence(110), keras.Input((54, 2), name="bias_profile"), keras.Input((2,), name="bias_counts")
    h = L.Conv1D(8, 11, activation="relu", padding="same")(x)
    for layer in range(1, 4):
        h = L.Add()([h, L.Conv1D(8, 3, dilation_rate=2**layer, activation="relu", padding="same")(h)])
    profile = L.Cropping1D(28)(L.Conv1D(2, 15, padding="same")(h))
    profile = L.Conv1D(2, 1, name="profile")(L.Concatenate()([profile, bias_profile]))
    counts = L.Dense(2, name="counts")(L.Concatenate()([L.GlobalAveragePooling1D()(h), bias_counts]))
    return [x, bias_profile, bias_counts], [profile, counts]


def _profile_model(name, filters, layers, length):
    x = keras.Input((length, 4))
    h = _bpnet_trunk(x, filters, layers)
    profile = L.Conv1D(1, 13, name="profile_conv")(h)
    profile = L.Flatten(name="profile")(L.Cropping1D((profile.shape[1] - 40) // 2)(profile))
    counts = L.Dense(1, name="counts")(L.GlobalAveragePooling1D()(h))
    return keras.Model(x, [profile, counts], name=name)


@network
def chrombpnet():
    """ChromBPNet (Pampari et al. 2024): a frozen model of the bias inside, profiles added, counts added as exponentials."""
    x = sequence(110)
    bias, accessible = _profile_model("bias", 4, 2, 110), _profile_model("accessible", 8, 3, 110)
    bias.trainable = False
    (bias_profile, bias_counts), (profile, counts) = bias(x), accessible(x)
    joined = L.Concatenate(name="both_counts")([counts, bias_counts])
    return x, [L.Add(name="profile")([profile, bias_profile]), logsumexp(joined, axis=-1, keepdims=True)]


@network
def deepstarr():
    """DeepSTARR (de Almeida et al. 2022): two regression heads."""
    x = sequence(120)
    h = x
    for filters, width in ((12, 7), (8, 3), (8, 5), (6, 3)):
        h = L.MaxPooling1D(2)(conv(h, filters, width, norm=True, padding="same"))
    h = L.Flatten()(h)
    for _ in range(2):
        h = L.Dropout(0.4)(L.Activation("relu")(L.BatchNormalization()(L.Dense(16)(h))))
    return x, [L.Dense(1, name="developmental")(h), L.Dense(1, name="housekeeping")(h)]


@network
def xpresso():
    """Xpresso (Agarwal and Shendure 2020): promoter and half-life features."""
    x, features = sequence(150, "promoter"), keras.Input((6,), name="half_life")
    h = L.MaxPooling1D(10)(L.Conv1D(8, 6, activation="relu", padding="same")(x))
    h = L.Flatten()(L.MaxPooling1D(5)(L.Conv1D(6, 5, activation="relu", padding="same")(h)))
    return [x, features], L.Dense(1)(dense(L.Concatenate()([h, features]), 10, 4))


@network
def aparent():
    """APARENT (Bogard et al. 2019): images of one column per base, library and distal sites as further inputs."""
    x = keras.Input((60, 4, 1), name="sequence")
    library, distal = keras.Input((5,), name="library"), keras.Input((1,), name="distal")
    h = L.MaxPooling2D((2, 1))(L.Conv2D(10, (8, 4), activation="relu")(x))
    h = L.Flatten()(L.Conv2D(12, (6, 1), activation="relu")(h))
    h = L.Dropout(0.2)(L.Dense(16, activation="relu")(L.Concatenate()([h, distal])))
    h = L.Concatenate()([h, library])
    return [x, library, distal], [L.Dense(1, activation="sigmoid", name="isoform")(h), L.Dense(12, activation="softmax", name="cuts")(h)]


@network
def mpra_dragonn():
    """MPRA-DragoNN (Movva et al. 2019)."""
    x = sequence(145)
    h = x
    for filters in (10, 10, 8):
        h = L.Dropout(0.1)(conv(h, filters, 5, norm=True, padding="same"))
    return x, L.Dense(6)(L.Flatten()(L.MaxPooling1D(9)(h)))


@network
def mpra_ann():
    """MPRAnn (Agarwal et al. 2023)."""
    x = sequence(115)
    h = L.MaxPooling1D(2)(L.BatchNormalization()(L.Conv1D(12, 7, activation="relu")(x)))
    h = L.BatchNormalization()(L.Conv1D(8, 8, activation="softmax")(h))
    h = L.BatchNormalization()(L.Conv1D(8, 3, activation="softmax")(h))
    h = L.MaxPooling1D(2)(L.BatchNormalization()(L.Conv1D(6, 2, activation="softmax")(h)))
    return x, L.Dense(1)(L.Flatten()(dense(L.Flatten()(h), 12, 6, activation="sigmoid")))


@network
def enformer_small():
    """Enformer in small (Avsec et al. 2021): convolutions, then blocks of attention with layer normalization and residues."""
    x = sequence(64)
    h = L.MaxPooling1D(4)(conv(x, 8, 7, norm=True, padding="same"))
    for _ in range(2):
        normed = L.LayerNormalization()(h)
        h = L.Add()([h, L.Dropout(0.1)(L.MultiHeadAttention(num_heads=2, key_dim=4)(normed, normed))])
        h = L.Add()([h, L.Dense(8)(L.Dropout(0.1)(L.Dense(16, activation="relu")(L.LayerNormalization()(h))))])
    return x, L.Dense(3, activation="softplus")(L.Dense(12, activation="gelu")(L.Cropping1D(2)(h)))


@network
def optimus_5_prime():
    """Optimus 5-prime (Sample et al. 2019)."""
    x = sequence(50)
    h = x
    for _ in range(3):
        h = L.Conv1D(8, 8, activation="relu", padding="same")(h)
    return x, L.Dense(1)(L.Dropout(0.2)(L.Dense(10, activation="relu")(L.Flatten()(h))))


@network
def framepool():
    """FramePool (Karollus et al. 2021): pooling in each of three frames, for sequences of any length."""
    x = keras.Input((None, 4), name="sequence")
    h = L.Conv1D(6, 7, activation="relu", padding="same")(x)
    h = L.Add()([h, L.Conv1D(6, 3, activation="relu", padding="same")(h)])
    pooled = [L.GlobalMaxPooling1D()(h), L.GlobalAveragePooling1D()(h)]
    return x, L.Dense(1)(L.Dense(8, activation="relu")(L.Concatenate()(pooled)))


@network
def gru_translation():
    """A recurrent network of ribosome load: convolution and gated recurrent units."""
    x = sequence(50)
    h = L.GRU(6)(L.Conv1D(8, 5, activation="relu")(x))
    return x, L.Dense(1)(h)


@network
def mtsplice():
    """MTSplice (Cheng et al. 2021): one network for both ends of the exon, differences between tissues."""
    acceptor, donor = sequence(60, "acceptor"), sequence(60, "donor")
    a = sequence(60)
    h = L.BatchNormalization()(L.Conv1D(8, 11, activation="relu", padding="same")(a))
    for rate in (1, 2, 4):
        h = L.Add()([h, conv(h, 8, 2, norm=True, padding="same", dilation_rate=rate)])
    end = keras.Model(a, h, name="end")
    joined = L.Concatenate(axis=1)([end(acceptor), end(donor)])
    tissues = L.Dense(5)(L.Dropout(0.5)(L.Dense(8, activation="relu")(L.GlobalAveragePooling1D()(joined))))
    return [acceptor, donor], tissues - mean(tissues, axis=1, keepdims=True)


@network
def deepcpg():
    """DeepCpG (Angermueller et al. 2017): neighboring sites of each cell and the sequence, joined."""
    dna, sites = sequence(60, "dna"), keras.Input((6, 10), name="sites")
    d = L.MaxPooling1D(4)(L.Conv1D(8, 11, activation="relu")(dna))
    d = L.Dense(8, activation="relu")(L.Flatten()(L.MaxPooling1D(2)(L.Conv1D(8, 3, activation="relu")(d))))
    c = L.Bidirectional(L.GRU(4))(L.TimeDistributed(L.Dense(6, activation="relu"))(sites))
    h = dense(L.Concatenate()([d, c]), 12, 8)
    return [dna, sites], [L.Dense(1, activation="sigmoid", name=f"cell_{cell}")(h) for cell in range(3)]


@network
def extended_coda():
    """Extended Coda (Koh et al. 2017): denoised signal at each position."""
    x = keras.Input((80, 1), name="signal")
    h = x
    for _ in range(3):
        h = L.Conv1D(6, 11, activation="relu", padding="same")(h)
    return x, L.Conv1D(1, 1, activation="relu")(h)


@network
def saluki():
    """Saluki (Agarwal and Kelley 2022): bases, codons and splice sites, layer normalization, a GRU that runs backwards."""
    x = keras.Input((96, 6), name="transcript")
    h = L.Conv1D(8, 5, use_bias=False)(x)
    for _ in range(3):
        h = L.Conv1D(8, 5)(L.Activation("relu")(L.LayerNormalization(epsilon=0.007)(h)))
        h = L.MaxPooling1D(2)(L.Dropout(0.3)(h))
    h = L.GRU(8, go_backwards=True)(L.Activation("relu")(L.LayerNormalization(epsilon=0.007)(h)))
    h = L.Dropout(0.3)(L.Dense(8)(L.Activation("relu")(L.BatchNormalization()(h))))
    return x, L.Dense(1)(L.Activation("relu")(L.BatchNormalization()(h)))


@network
def dragonn():
    """DragoNN (Israeli et al.): simulated motifs, one convolution and a hidden layer of sequences."""
    x = sequence()
    h = L.MaxPooling1D(17)(L.Dropout(0.1)(L.Conv1D(10, 15, activation="relu")(x)))
    return x, L.Activation("sigmoid")(L.Dense(1)(L.Flatten()(h)))


@network
def scbasset():
    """scBasset (Yuan and Kelley 2022): a bottleneck, then one unit for each cell, of GELU units."""
    x = sequence(128)
    h = L.MaxPooling1D(3)(conv(x, 8, 17, "gelu", norm=True, padding="same"))
    for filters in (9, 10):
        h = L.MaxPooling1D(2)(conv(h, filters, 5, "gelu", norm=True, padding="same"))
    h = conv(h, 6, 1, "gelu", norm=True)
    h = L.Activation("gelu")(L.BatchNormalization()(L.Dense(8)(L.Flatten()(h))))
    return x, L.Dense(12, activation="sigmoid")(h)


@network
def residualbind():
    """ResidualBind (Koo et al. 2021): a dilated residual block."""
    x = sequence(41)
    h = conv(x, 8, 11, norm=True, padding="same")
    block = h
    for rate in (1, 2, 4):
        block = L.BatchNormalization()(L.Conv1D(8, 3, padding="same", use_bias=False, dilation_rate=rate)(block))
        block = L.Dropout(0.2)(L.Activation("relu")(block))
    h = L.AveragePooling1D(10)(L.Activation("relu")(L.Add()([block, h])))
    return x, L.Dense(1)(dense(L.Flatten()(h), 12))


@network
def deepc():
    """deepC (Schwessinger et al. 2020): gated dilated convolutions, tanh times sigmoid."""
    x = sequence(100)
    h = L.MaxPooling1D(2)(L.Conv1D(8, 8, activation="relu", padding="same")(x))
    for rate in (1, 2, 4):
        gate = L.Multiply()(
            [
                L.Conv1D(8, 3, padding="same", dilation_rate=rate, activation="tanh")(h),
                L.Conv1D(8, 3, padding="same", dilation_rate=rate, activation="sigmoid")(h),
            ]
        )
        h = L.Add()([h, L.Conv1D(8, 1)(gate)])
    return x, L.Dense(7)(L.Flatten()(h))


@network
def labranchor():
    """LaBranchoR (Paggi and Bejerano 2018)."""
    x = sequence(40)
    h = L.Bidirectional(L.LSTM(5, return_sequences=True))(x)
    h = L.Bidirectional(L.LSTM(5, return_sequences=True))(L.Dropout(0.1)(h))
    return x, L.TimeDistributed(L.Dense(1, activation="sigmoid"))(h)


@network
def speid():
    """SPEID (Singh et al. 2019): enhancer and promoter, each its own convolution, one LSTM behind both."""
    enhancer, promoter = sequence(90, "enhancer"), sequence(60, "promoter")
    parts = [L.MaxPooling1D(6)(L.Conv1D(6, 9, activation="relu")(x)) for x in (enhancer, promoter)]
    h = L.Dropout(0.2)(L.BatchNormalization()(L.Concatenate(axis=1)(parts)))
    h = L.BatchNormalization()(L.Bidirectional(L.LSTM(4))(h))
    return [enhancer, promoter], L.Dense(1, activation="sigmoid")(L.Activation("relu")(L.BatchNormalization()(L.Dense(8)(h))))


@network
def chromdragonn():
    """ChromDragoNN (Nair et al. 2019): residual blocks of the sequence, joined to the expression of genes."""
    x, expression = sequence(80), keras.Input((20,), name="expression")
    h = conv(x, 8, 7, norm=True, padding="same")
    for _ in range(2):
        h = L.Activation("relu")(L.Add()([h, conv(conv(h, 8, 3, norm=True, padding="same"), 8, 3, None, norm=True, padding="same")]))
        h = L.MaxPooling1D(3)(h)
    e = L.Dense(6, activation="relu")(expression)
    return [x, expression], L.Dense(1, activation="sigmoid")(dense(L.Concatenate()([L.Flatten()(h), e]), 10))


@network
def cas9():
    """DeepSpCas9 (Kim et al. 2019): convolutions of three widths side by side."""
    x = sequence(30)
    parts = [L.AveragePooling1D(2)(L.Conv1D(6, width, activation="relu")(x)) for width in (3, 5, 7)]
    h = L.Dropout(0.3)(L.Concatenate()([L.Flatten()(part) for part in parts]))
    return x, L.Dense(1)(dense(h, 10, 6))


@network
def puffin():
    """Puffin (Dudnyk et al. 2024): motif scores of both strands by softplus, added as effects at each position."""
    x = sequence(80)
    motifs = L.Conv1D(5, 15, padding="same", name="motifs")
    forward, reverse = motifs(x), motifs(x[:, ::-1, ::-1])[:, ::-1]
    scores = L.Activation("softplus")(L.Concatenate()([forward, reverse]))
    h = L.Conv1D(2, 21, padding="same", use_bias=False)(scores) + L.Conv1D(2, 3, padding="same")(x)
    return x, L.Activation("softplus")(h)


@network
def siamese_variants():
    """The effect of a variant: one network on both alleles, and the difference."""
    reference, alternative = sequence(60, "reference"), sequence(60, "alternative")
    tower = keras.Sequential(
        [
            keras.Input((60, 4)),
            L.Conv1D(8, 9, activation="relu"),
            L.BatchNormalization(),
            L.MaxPooling1D(4),
            L.Flatten(),
            L.Dense(6, activation="tanh"),
        ],
        name="tower",
    )
    return [reference, alternative], L.Dense(1)(L.Subtract()([tower(alternative), tower(reference)]))


@network
def attention_pooling():
    """Positions weighed by a softmax of scores, as networks with interpretable attention do."""
    x = sequence(60)
    h = L.Conv1D(8, 9, activation="relu")(x)
    weights = L.Softmax()(L.Flatten()(L.Conv1D(1, 1, activation="tanh")(h)))
    return x, L.Dense(1, activation="sigmoid")(L.Dot(axes=1)([weights, h]))
