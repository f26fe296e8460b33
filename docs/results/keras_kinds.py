"""Tiny models of layers, operations and structures of Keras, with inputs and what Keras gives: see keras-applications.md.

KERAS_BACKEND=torch python keras_kinds.py FOLDER [NAME ...]   (Keras 3.15.1, PyTorch 2.13.0)
"""
import os, sys, struct
os.environ["KERAS_BACKEND"]="torch"
import numpy as np, torch, keras
torch.set_num_threads(1)
from keras import layers as L
O=keras.ops
out=sys.argv[1]; only=sys.argv[2:]; os.makedirs(out,exist_ok=True)
rows={}
def one(name,shape,*ls):
    def f():
        i=keras.Input(shape,name="input"); x=i
        for l in ls: x=l()(x) if callable(l) and not isinstance(l,keras.layers.Layer) else l(x)
        return keras.Model(i,x)
    rows[name]=f
def op(name,fn,shape=(5,6,4)):
    def f():
        i=keras.Input(shape,name="input"); return keras.Model(i,fn(i))
    rows["op-"+name]=f
def row(f): rows[f.__name__]=f; return f
cf=dict(data_format="channels_first")
M=(6,8,4)
one("norm-front",(6,8,3),lambda:L.Normalization(mean=[.1,.2,.3],variance=[.4,.5,.6]),lambda:L.Conv2D(4,3,padding="same"),lambda:L.Conv2D(4,3,padding="same"))
one("norm-adapted",(6,8,3),lambda:L.Normalization(axis=-1),lambda:L.Conv2D(4,3,padding="same"))
one("norm-axes",(6,8,3),lambda:L.Normalization(axis=(1,2)),lambda:L.Conv2D(4,3,padding="same"))
one("norm-axis1",(6,8,3),lambda:L.Normalization(axis=1),lambda:L.Conv2D(4,3))
one("norm-none",(6,8,3),lambda:L.Normalization(axis=None),lambda:L.Conv2D(4,3))
one("rescaling-front",(6,8,3),lambda:L.Rescaling(1/255.),lambda:L.Conv2D(4,3,padding="same",strides=2),lambda:L.Rescaling(2.,offset=[1.,2.,3.,4.]))
one("resizing-up-near",M,lambda:L.Resizing(13,9,interpolation="nearest"))
one("resizing-down-bil",M,lambda:L.Resizing(3,5))
one("resizing-first",(4,6,8),lambda:L.Resizing(9,5,data_format="channels_first"))
one("resizing-antialias",M,lambda:L.Resizing(3,5,antialias=True))
one("resizing-crop",M,lambda:L.Resizing(3,5,crop_to_aspect_ratio=True))
one("resizing-area",M,lambda:L.Resizing(3,4,interpolation="area"))
one("upsampling-lanczos",M,lambda:L.UpSampling2D(2,interpolation="lanczos3"))
one("upsampling-bilinear-odd",(3,5,4),lambda:L.UpSampling2D((3,5),interpolation="bilinear"))
one("spatial-dropout",M,lambda:L.SpatialDropout2D(.3),lambda:L.Conv2D(3,2,padding="same"))
one("pad-crop",M,lambda:L.ZeroPadding2D(((0,3),(2,1))),lambda:L.Cropping2D(((1,0),(0,2))),lambda:L.Conv2D(3,3,strides=2,padding="same"))
one("pad-int",M,lambda:L.ZeroPadding2D(3),lambda:L.MaxPooling2D(3,strides=2))
one("pad-1d-int",(9,4),lambda:L.ZeroPadding1D(2))
one("crop-3d",(5,6,7,2),lambda:L.Cropping3D(((1,0),(0,2),(1,1))))
one("pad-3d",(5,6,7,2),lambda:L.ZeroPadding3D(((1,0),(0,2),(1,1))))
one("sep-valid-s2",M,lambda:L.SeparableConv2D(6,3,strides=2,activation="gelu"))
one("sep-same-s2-even",M,lambda:L.SeparableConv2D(6,(2,4),strides=2,padding="same",depth_multiplier=3))
one("sep-first",(4,6,8),lambda:L.SeparableConv2D(6,3,padding="same",**cf))
one("sep1d-causal",(9,4),lambda:L.SeparableConv1D(6,3,padding="causal"))
one("dw-s2-even",M,lambda:L.DepthwiseConv2D(4,strides=2,padding="same",depth_multiplier=2,use_bias=False))
one("dw-first",(4,6,8),lambda:L.DepthwiseConv2D(3,padding="same",**cf))
one("dw-1d-same",(9,4),lambda:L.DepthwiseConv1D(4,strides=2,padding="same",depth_multiplier=2))
for k,s,p,op_ in ((3,2,"same",1),(3,3,"same",2),(5,2,"same",1),(5,3,"same",0),(4,2,"same",1),(4,3,"valid",2),(2,2,"valid",1),(3,2,"valid",0),(7,4,"same",3),(2,3,"same",2),(1,2,"same",1)):
    one(f"ct-{k}-{s}-{p}-{op_}",(4,5,3),lambda k=k,s=s,p=p,op_=op_:L.Conv2DTranspose(4,k,strides=s,padding=p,output_padding=op_))
one("ct-aniso",(4,5,3),lambda:L.Conv2DTranspose(4,(3,4),strides=(2,1),padding="same",output_padding=(1,0)))
one("ct-first",(3,4,5),lambda:L.Conv2DTranspose(4,3,strides=2,padding="same",**cf))
one("ct-dil",(4,5,3),lambda:L.Conv2DTranspose(4,3,dilation_rate=2))
one("ct1d",(6,3),lambda:L.Conv1DTranspose(4,4,strides=3,padding="same",output_padding=1))
one("ct3d",(3,4,3,2),lambda:L.Conv3DTranspose(3,3,strides=2,padding="valid",use_bias=False))
one("gn-conv",M,lambda:L.Conv2D(6,3),lambda:L.GroupNormalization(3,epsilon=.1),lambda:L.ReLU())
one("gn-1",M,lambda:L.GroupNormalization(1,scale=False,center=False))
one("gn-seq",(7,6),lambda:L.GroupNormalization(2))
one("gn-vec",(6,),lambda:L.GroupNormalization(2))
one("ln-ax12",M,lambda:L.LayerNormalization(axis=[1,2]))
one("ln-ax31",M,lambda:L.LayerNormalization(axis=[3,1]))
one("ln-ax1",M,lambda:L.LayerNormalization(axis=1))
one("ln-none",M,lambda:L.LayerNormalization(scale=False,center=False,epsilon=.3))
one("rms",M,lambda:L.RMSNormalization())
one("unit-axes",M,lambda:L.UnitNormalization(axis=[1,2]))
one("unit-ax1",M,lambda:L.UnitNormalization(axis=1))
one("bn-plain",M,lambda:L.BatchNormalization(scale=False,center=False,epsilon=.2))
one("bn-seq",(7,6),lambda:L.BatchNormalization())
one("bn-3d",(3,4,5,2),lambda:L.BatchNormalization(),lambda:L.Conv3D(2,2,strides=2,padding="same"))
one("relu6",M,lambda:L.ReLU(6.,negative_slope=.1,threshold=.2))
one("softmax-axes",M,lambda:L.Softmax(axis=[1,2]))
one("softmax-first",M,lambda:L.Softmax(axis=1))
one("prelu-full",M,lambda:L.PReLU(),lambda:L.PReLU(shared_axes=[1]))
one("prelu-first",(4,6,8),lambda:L.PReLU(shared_axes=[2,3]))
one("act-layers",M,lambda:L.Dense(3,activation=L.ELU(.4)),lambda:L.Activation(L.Softmax(axis=2)))
one("conv-act-prelu",M,lambda:L.Conv2D(3,1,activation=L.PReLU(shared_axes=[1,2])))
for a in "celu glu hard_shrink soft_shrink sparse_plus sparsemax threshold squareplus log_sigmoid tanh_shrink hard_tanh".split():
    one("conv-act-"+a,M,lambda a=a:L.Conv2D(4,1,activation=a))
one("gap-flat",M,lambda:L.GlobalMaxPooling2D(),lambda:L.Dense(3),lambda:L.Reshape((1,1,3)),lambda:L.UpSampling2D((4,4)))
one("gap-first",(4,6,8),lambda:L.GlobalMaxPooling2D(keepdims=True,**cf))
one("pool-same-s1",M,lambda:L.AveragePooling2D(3,strides=1,padding="same"))
one("pool-even-same",(7,9,4),lambda:L.AveragePooling2D((2,4),strides=(2,3),padding="same"))
one("maxpool-even-same",(7,9,4),lambda:L.MaxPooling2D((2,4),strides=(2,3),padding="same"))
one("pool1d",(11,4),lambda:L.AveragePooling1D(4,strides=3,padding="same"))
one("adaptive",M,lambda:L.AdaptiveAveragePooling2D(3)) if hasattr(L,"AdaptiveAveragePooling2D") else None
one("flatten-seq-first",(4,6),lambda:L.Flatten(**cf),lambda:L.Dense(2))
one("permute-conv",M,lambda:L.Permute((3,1,2)),lambda:L.Conv2D(3,3,padding="same",**cf),lambda:L.Permute((2,3,1)))
one("reshape-batchy",M,lambda:L.Reshape((-1,)),lambda:L.RepeatVector(3))
one("conv-groups-s",M,lambda:L.Conv2D(6,3,groups=2,strides=2,padding="same",dilation_rate=1,activation="swish"))
one("conv-dil-aniso",(9,11,4),lambda:L.Conv2D(5,3,dilation_rate=(2,3)))
one("conv1d-groups",(9,4),lambda:L.Conv1D(6,3,groups=2,padding="causal",strides=2))
one("lnseq-mha",(9,8),lambda:L.LayerNormalization(),lambda:L.Dense(8,activation="gelu"))
one("einsum2",(5,6),lambda:L.EinsumDense("ab...,bcd->acd...",output_shape=(3,4,6))) if False else None
one("einsum-heads",(5,6),lambda:L.EinsumDense("abc,cde->abde",output_shape=(None,2,3),bias_axes="de"))
one("discret",M,lambda:L.Discretization(bin_boundaries=[0.,1.]))
one("embedding",(5,),lambda:L.Embedding(10,4))
one("lstm",(5,4),lambda:L.LSTM(3))
one("timedist",(3,6,8,4),lambda:L.TimeDistributed(L.Conv2D(3,3)))
one("spectral",M,lambda:L.SpectralNormalization(L.Conv2D(3,3)))
one("locally",M,lambda:L.Lambda(lambda x:x*2))
one("masking",(5,4),lambda:L.Masking(),lambda:L.Dense(3))
one("activity",M,lambda:L.ActivityRegularization(l2=.1),lambda:L.Conv2D(3,1,kernel_regularizer="l2",kernel_constraint="max_norm"))
one("noise",M,lambda:L.AlphaDropout(.2),lambda:L.GaussianNoise(.2),lambda:L.Dropout(.2,noise_shape=(None,1,1,4)),lambda:L.Conv2D(3,1))
one("rand-crop",(12,12,3),lambda:L.RandomCrop(6,6),lambda:L.Conv2D(3,1))
one("centercrop",(12,12,3),lambda:L.CenterCrop(6,7),lambda:L.Conv2D(3,1))
one("aug-grayscale",(6,6,3),lambda:L.RandomGrayscale(),lambda:L.Solarization() if hasattr(L,"Solarization") else L.RandomInvert(),lambda:L.Conv2D(3,1))
one("equalization",(6,6,3),lambda:L.AutoContrast(),lambda:L.Conv2D(3,1))
# ops
op("average",lambda x:O.average(x,axis=-1)); op("average-all",lambda x:O.average(x)); op("argmax-flat",lambda x:O.argmax(x)); op("argmin",lambda x:O.argmin(x,axis=1))
op("max-init",lambda x:O.max(x,axis=1,initial=.5)); op("softmax-none",lambda x:O.softmax(x,axis=None)); op("softmax-axes",lambda x:O.softmax(x,axis=(1,2)))
op("pad-int",lambda x:O.pad(x,1)); op("pad-pair",lambda x:O.pad(x,(1,2)),(3,)); op("pad-pair4",lambda x:O.pad(x,[[0,1]])); op("pad-edge",lambda x:O.pad(x,((0,0),(1,1),(1,1),(0,0)),mode="edge")); op("pad-const",lambda x:O.pad(x,((0,0),(1,1),(1,1),(0,0)),constant_values=2.))
op("pad-sym",lambda x:O.pad(x,((0,0),(1,1),(1,1),(0,0)),mode="symmetric"))
op("normalize-l1",lambda x:O.normalize(x,axis=1,order=1)); op("normalize-none",lambda x:O.normalize(x,axis=(1,2)))
op("mean-all",lambda x:O.mean(x,axis=(0,1,2,3))); op("mean-none",lambda x:O.mean(x)); op("sum-neg",lambda x:O.sum(x,axis=(-1,-2),keepdims=True))
op("var",lambda x:O.var(x,axis=(1,2))); op("std",lambda x:O.std(x,axis=-1)); op("prod",lambda x:O.prod(x,axis=-1)); op("logsumexp",lambda x:O.logsumexp(x,axis=-1)); op("norm",lambda x:O.norm(x,axis=-1))
op("where",lambda x:O.where(x>0,x,0.1*x)); op("greater",lambda x:O.cast(x>0.,"float32")*x); op("flip",lambda x:O.flip(x,axis=1)); op("roll",lambda x:O.roll(x,1,axis=1)); op("repeat",lambda x:O.repeat(x,2,axis=1)); op("swapaxes",lambda x:O.swapaxes(x,1,2)); op("moveaxis",lambda x:O.moveaxis(x,-1,1)); op("broadcast",lambda x:O.broadcast_to(O.mean(x,axis=(1,2),keepdims=True),(2,5,6,4)))
op("power-arr",lambda x:O.power(O.abs(x)+1.,[1.,2.,3.,.5])); op("rsub",lambda x:1-x); op("rdiv",lambda x:2./(O.abs(x)+1)); op("neg",lambda x:-x*3); op("floordiv",lambda x:x//2.); op("mod",lambda x:x%2.); op("imul",lambda x:x*np.arange(4).astype("float32")); op("arr2d",lambda x:x+np.ones((6,4),"float32")); op("intmul",lambda x:x*2+1)
op("item-neg",lambda x:[x[:,-3:-1],x[:,::-1],x[...,0],x[:,None,:,1],x[:,1:,2:,:2],x[0:1],x[...,None]]); op("item-step",lambda x:x[:,1::2,::-2])
op("split-idx",lambda x:O.split(x,[1,3],axis=-1)); op("split-ax1",lambda x:O.split(x,3,axis=2)); op("unstack",lambda x:O.unstack(x,axis=-1))
op("take",lambda x:O.take(x,[0,2],axis=-1)); op("einsum",lambda x:O.einsum("nhwc,nhwc->nhw",x,x)); op("tensordot",lambda x:O.tensordot(x,np.ones((4,3),"float32"),axes=1)); op("matmul-const",lambda x:O.matmul(x,np.ones((4,3),"float32"))); op("dot",lambda x:O.dot(x,np.ones((4,3),"float32")))
op("unary2",lambda x:[O.sin(x),O.cos(x),O.tan(x),O.sinh(x),O.erf(x),O.floor(x),O.ceil(x),O.sign(x),O.round(x),O.log1p(O.abs(x)),O.expm1(x),O.reciprocal(x+5.),O.arctan(x),O.exp2(x)])
for n in "sin cos tan sinh cosh arctan erf floor ceil sign round expm1 reciprocal exp2 tanh sigmoid silu swish relu relu6 softplus softsign selu celu mish hard_tanh hard_shrink soft_shrink log_sigmoid squareplus tanh_shrink sparse_sigmoid hard_swish".split():
    if hasattr(O,n): op("u-"+n,lambda x,n=n:getattr(O,n)(x))
op("log1p",lambda x:O.log1p(O.abs(x))); op("absrecip",lambda x:O.true_divide(x,O.abs(x)+1.))
op("gelu-exact",lambda x:O.gelu(x,approximate=False)); op("celu",lambda x:O.celu(x,alpha=.5)); op("glu",lambda x:O.glu(x)); op("leaky",lambda x:O.leaky_relu(x)); op("elu",lambda x:O.elu(x,alpha=.3)); op("squareplus",lambda x:O.squareplus(x,b=2)); op("hardshrink",lambda x:O.hard_shrink(x,threshold=.3)); op("softshrink",lambda x:O.soft_shrink(x,threshold=.3)); op("threshold",lambda x:O.threshold(x,.2,.1))
op("maxpool",lambda x:O.max_pool(x,(2,3),strides=1,padding="same")); op("avgpool",lambda x:O.average_pool(x,2,strides=(2,1),padding="valid")); op("avgpool-first",lambda x:O.average_pool(x,2,data_format="channels_first"))
op("resize",lambda x:O.image.resize(x,(9,4),interpolation="nearest")); op("resize-anti",lambda x:O.image.resize(x,(3,4),antialias=True)); op("resize-bic",lambda x:O.image.resize(x,(9,8),interpolation="bicubic")); op("resize-first",lambda x:O.image.resize(x,(9,8),data_format="channels_first"))
op("d2s-first",lambda x:O.nn.depth_to_space(x,2,data_format="channels_first"),(4,5,6)) ; op("s2d",lambda x:O.nn.space_to_depth(x,2),(4,6,3))
op("conv",lambda x:O.conv(x,np.ones((3,3,4,2),"float32"))); op("rgbgray",lambda x:O.image.rgb_to_grayscale(x),(5,6,3))
op("concat-neg",lambda x:O.concatenate([x,x*2],axis=-2)); op("stack-last",lambda x:O.stack([x,x*2],axis=-1)); op("reshape-full",lambda x:O.reshape(x,(-1,5*6,4))); op("transpose-none",lambda x:O.transpose(x)); op("squeeze",lambda x:O.squeeze(x[:,:1])if False else O.squeeze(O.sum(x,axis=1,keepdims=True),axis=1)); op("expand2",lambda x:O.expand_dims(x,(1,-1)))
op("minimum-clip",lambda x:O.minimum(O.maximum(x,-.5),.5)); op("clip-arr",lambda x:O.clip(x,np.zeros(4,"float32"),1.)); op("cast16",lambda x:O.cast(O.cast(x,"float16"),"float32")); op("castint",lambda x:O.cast(x*3,"int32")); op("stopgrad",lambda x:O.stop_gradient(x)*2); op("ones",lambda x:x+O.ones_like(x)); op("zeros",lambda x:O.maximum(x,O.zeros_like(x))); op("cumsum",lambda x:O.cumsum(x,axis=1)); op("top",lambda x:O.top_k(x,2)[0]); op("onehot",lambda x:O.one_hot(O.argmax(x,-1),4)); op("argmax-keep",lambda x:O.argmax(x,axis=1,keepdims=True)); op("logical",lambda x:O.cast(O.logical_and(x>0,x<1),"float32")); op("isnan",lambda x:O.cast(O.isnan(x),"float32")); op("mha-op",lambda x:O.dot_product_attention(x,x,x)); op("layernorm",lambda x:O.layer_normalization(x)if hasattr(O,"layer_normalization")else x*2); op("multi-dot",lambda x:O.sum(x*x,axis=-1,keepdims=True)**.5)
# structures
@row
def shared_everything():
    i=keras.Input((8,8,4),name="input"); c=L.Conv2D(4,3,padding="same"); b=L.BatchNormalization(); p=L.PReLU(shared_axes=[1,2]); d=L.Dense(4)
    x=i
    for _ in range(3): x=d(p(b(c(x))))
    return keras.Model(i,[x,c(i),x])
@row
def seq_nested_3():
    def s(n,ch): return keras.Sequential([L.Conv2D(ch,3,padding="same"),L.BatchNormalization(),L.ReLU()],name=n)
    a=keras.Sequential([s("a1",4),s("a2",5)],name="a"); i=keras.Input((8,8,3),name="input"); x=a(i); b=keras.Sequential([s("b1",4),keras.Sequential([s("a1",4)],name="deep")],name="b"); return keras.Model(i,b(x))
@row
def same_inner_names():
    def block(n):
        q=keras.Input((8,8,3)); return keras.Model(q,L.Conv2D(3,3,padding="same",name="conv")(q),name=n)
    i=keras.Input((8,8,3),name="input"); return keras.Model(i,L.Add()([block("m1")(i),block("m2")(i)]))
@row
def same_names_deep():
    def block(n):
        q=keras.Input((8,8,3)); return keras.Model(q,L.Conv2D(3,3,padding="same",name="conv")(q),name=n)
    q=keras.Input((8,8,3)); m=keras.Model(q,L.Add()([block("m1")(q),block("m2")(q)]),name="outer")
    i=keras.Input((8,8,3),name="input"); return keras.Model(i,m(i))
@row
def layer_named_like_model():
    q=keras.Input((8,8,3)); m=keras.Model(q,L.Conv2D(3,3,padding="same",name="conv")(q),name="conv")
    i=keras.Input((8,8,3),name="input"); return keras.Model(i,L.Conv2D(2,1,name="last")(m(i)))
@row
def slash_names():
    i=keras.Input((8,8,3),name="input"); x=L.Conv2D(3,3,name="enc.conv")(i); return keras.Model(i,L.BatchNormalization(name="enc.conv.bn")(x))
@row
def dict_io():
    a=keras.Input((8,8,3),name="rgb"); b=keras.Input((8,8,1),name="depth"); x=L.Concatenate()([a,b]); return keras.Model([a,b],{"alpha":L.Conv2D(2,1,name="z")(x),"zeta":L.Conv2D(3,1,name="q")(x)})
@row
def nested_multi():
    p=keras.Input((8,8,3)); q=keras.Input((8,8,2)); m=keras.Model([p,q],[L.Concatenate()([p,q]),L.Conv2D(2,1)(p)],name="multi")
    a=keras.Input((8,8,3),name="a"); b=keras.Input((8,8,2),name="b"); u,v=m([a,b]); w,z=m([a,v]); return keras.Model([a,b],[u,L.Add()([v,z]),w])
@row
def model_of_model():
    a=keras.Input((8,8,3)); base=keras.Model(a,L.ReLU()(L.BatchNormalization()(L.Conv2D(4,3,padding="same")(a)))); x=L.Conv2D(2,1)(base.output); return keras.Model(base.input,x)
@row
def sub_of_model():
    a=keras.Input((8,8,3),name="input"); c=L.Conv2D(4,3,padding="same",name="c"); d=L.Conv2D(5,3,padding="same",name="d"); e=L.Conv2D(6,3,padding="same",name="e"); x=c(a); y=d(x); z=e(y); z2=e(d(c(L.ReLU()(a)))); return keras.Model(a,[y,z2])
@row
def transfer():
    a=keras.Input((16,16,3)); base=keras.Model(a,L.ReLU()(L.BatchNormalization()(L.Conv2D(4,3,padding="same",strides=2)(a))),name="base"); base.trainable=False
    return keras.Sequential([keras.Input((16,16,3)),L.Rescaling(1/255.),base,L.GlobalAveragePooling2D(),L.Dropout(.2),L.Dense(3,activation="softmax")])
@row
def seq_no_input_nested():
    m=keras.Sequential([keras.Sequential([L.Conv2D(3,3)]),L.ReLU()]); m.build((None,8,8,3)); return m
@row
def fixed_batch():
    i=keras.Input((8,8,3),batch_size=2,name="input"); return keras.Model(i,L.Conv2D(2,3)(i))
@row
def uint8():
    i=keras.Input((8,8,3),dtype="uint8",name="input"); return keras.Model(i,L.Conv2D(2,3)(L.Rescaling(1/255.)(i)))
@row
def open_unet():
    i=keras.Input((None,None,3),name="input"); a=L.Conv2D(4,3,padding="same")(i); x=L.MaxPooling2D()(a); x=L.UpSampling2D(interpolation="bilinear")(L.Conv2D(4,3,padding="same")(x)); return keras.Model(i,L.Conv2D(2,1)(L.Concatenate()([a,x])))
@row
def open_resize():
    i=keras.Input((None,None,3),name="input"); x=L.Conv2D(4,3,padding="same",strides=2)(i); s=O.shape(i); x=O.image.resize(x,(s[1],s[2])); return keras.Model(i,x)
@row
def open_padcrop():
    i=keras.Input((None,None,3),name="input"); x=L.Cropping2D(1)(L.Conv2DTranspose(4,3,strides=2,padding="same")(L.ZeroPadding2D(1)(i))); x=L.GroupNormalization(2)(x); return keras.Model(i,L.Softmax()(x*L.GlobalAveragePooling2D(keepdims=True)(x)))
@row
def mixed_bf16():
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    try: i=keras.Input((8,8,3),name="input"); return keras.Model(i,L.Activation("softmax",dtype="float32")(L.Conv2D(3,3)(i)))
    finally: keras.mixed_precision.set_global_policy("float32")
@row
def pure16():
    i=keras.Input((8,8,3),name="input"); return keras.Model(i,L.BatchNormalization(dtype="float16")(L.Conv2D(3,3,dtype="float16")(i)))
@row
def purebf16():
    i=keras.Input((8,8,3),name="input"); return keras.Model(i,L.Conv2D(3,3,dtype="bfloat16")(i))
@row
def double64():
    i=keras.Input((8,8,3),name="input"); return keras.Model(i,L.Conv2D(3,3,dtype="float64")(i))
@row
def mha_cross():
    a=keras.Input((5,6),name="a"); b=keras.Input((7,4),name="b"); return keras.Model([a,b],L.MultiHeadAttention(2,3,value_dim=5)(query=a,value=b,key=b))
@row
def mha_causal():
    a=keras.Input((5,6),name="a"); return keras.Model(a,L.MultiHeadAttention(2,3)(a,a,use_causal_mask=True))
@row
def mha_scores():
    a=keras.Input((5,6),name="a"); return keras.Model(a,list(L.MultiHeadAttention(2,3)(a,a,return_attention_scores=True)))
@row
def mha_4d():
    a=keras.Input((5,6,4),name="a"); return keras.Model(a,L.MultiHeadAttention(2,3,attention_axes=(2,))(a,a))
@row
def gqa():
    a=keras.Input((5,8),name="a"); return keras.Model(a,L.GroupQueryAttention(4,4,2)(a,a))
@row
def additive():
    a=keras.Input((5,8),name="a"); return keras.Model(a,L.AdditiveAttention()([a,a]))
@row
def attention_concat():
    a=keras.Input((5,8),name="a"); return keras.Model(a,L.Attention(score_mode="concat")([a,a]))
@row
def dot_norm():
    a=keras.Input((5,8),name="a"); return keras.Model(a,L.Dot(axes=2,normalize=True)([a,a]))
@row
def dot_vec():
    a=keras.Input((8,),name="a"); b=keras.Input((8,),name="b"); return keras.Model([a,b],L.Dot(axes=1)([a,b]))
@row
def add_ranks():
    a=keras.Input((6,6,4),name="a"); b=keras.Input((4,),name="b"); return keras.Model([a,b],L.Multiply()([a,b]))
@row
def bcast():
    a=keras.Input((6,8,4),name="a"); b=keras.Input((1,8,1),name="b"); return keras.Model([a,b],[L.Multiply()([a,b]),L.Maximum()([a,b,a]),L.Average()([a,b]),L.Subtract()([b,a])])
@row
def lora():
    i=keras.Input((8,8,3),name="input"); c=L.Conv2D(4,3); m=keras.Model(i,c(i)); c.enable_lora(2); return m
@row
def quant():
    i=keras.Input((6,),name="input"); m=keras.Model(i,L.Dense(4)(i)); m.quantize("int8"); return m
def array(path,v):
    v=np.asarray(keras.ops.convert_to_numpy(v)).astype(np.float32); open(path,"wb").write(struct.pack(f"<{v.ndim+1}i",v.ndim,*v.shape)+v.astype("<f4").tobytes())
for name,f in rows.items():
    if f is None or (only and name not in only) or os.path.exists(f"{out}/{name}.done"): continue
    try:
        keras.utils.set_random_seed(len(name)); m=f()
        r=np.random.default_rng(7)
        for v in m.weights:
            if not str(v.dtype).startswith(("float","bfloat")) : continue
            p=v.path.lower()
            if "variance" in p: v.assign(r.uniform(.6,1.4,v.shape))
            elif "gamma" in p: v.assign(r.uniform(.7,1.3,v.shape))
            elif len(v.shape)<=1 or "mean" in p or "beta" in p or "bias" in p or "alpha" in p or "lora" in p: v.assign(r.uniform(-.3,.3,v.shape))
        for l in m._flatten_layers():
            if hasattr(l,"finalize_state"): l.finalize_state()
        ins=[r.uniform(-1,1,tuple(s or (2 if k==0 else 12) for k,s in enumerate(i.shape))).astype("float32") for i in m.inputs]
        if name in("uint8","embedding"): ins=[np.floor(np.abs(a)*9).astype("float32") for a in ins]
        feed=ins if len(ins)>1 else ins[0]
        with torch.no_grad(): y=keras.tree.flatten(m(feed,training=False))
        for form in ("keras","h5"):
            try: m.save(f"{out}/{name}.{form}")
            except Exception as e: print(name,"SAVE",form,str(e)[:100])
        for k,v in enumerate(ins): array(f"{out}/{name}.in{k}",v)
        for k,v in enumerate(y): array(f"{out}/{name}.out{k}",v)
        open(f"{out}/{name}.done","w").close()
    except Exception as e: print(name,"FAILED",type(e).__name__,str(e)[:160].replace("\n"," "),flush=True)
